"""Every kind of entry, and every field that the history keeps, can be told to a reader."""

import pytest
from django.utils.functional import Promise

from accounts.actions.kinds import Kind as AccountKind
from ledger.models import recorded_models
from tracker.forms.history_filters import NOUNS
from tracker.kinds import Kind
from tracker.models import Entry
from tracker.presenters.history import LABELS, TELLINGS
from tracker.presenters.history_values import LABELS as NAMED
from tracker.presenters.history_values import MODELS, is_spoken, label_of

KINDS = [*Kind, *AccountKind]
PERSONAL = ("user", "membership")


def types_of_subject():
    entries = {kind.value for kind in Entry.Kind}
    others = {m._meta.model_name for m in recorded_models() if not issubclass(m, Entry)}
    return sorted(entries | others)


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_every_kind_has_a_presenter(kind):
    assert kind in TELLINGS


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_every_kind_has_a_place_in_the_list_of_filters(kind):
    assert kind.value.split(".")[0] in NOUNS
    assert LABELS[kind.value]


def test_no_presenter_is_of_a_kind_that_does_not_exist():
    assert set(TELLINGS) == set(KINDS)


@pytest.mark.parametrize("kind", AccountKind, ids=str)
def test_entries_about_people_tell_nothing_of_them(kind):
    assert TELLINGS[kind].personal == kind.value.startswith(PERSONAL)


def spoken_fields():
    for subject_type in types_of_subject():
        if subject_type in PERSONAL:
            continue
        for name in MODELS[subject_type].RECORDED:
            if is_spoken(subject_type, name):
                yield subject_type, name


@pytest.mark.parametrize(("subject_type", "name"), list(spoken_fields()))
def test_every_field_has_a_label_that_is_not_its_column(subject_type, name):
    label = label_of(subject_type, name)
    assert label[0].isupper() or not label[0].isalpha()
    assert "_" not in label
    # Where nobody named a column Django makes a plain string of it, which is never translated.
    column = MODELS[subject_type]._meta.get_field(name)
    assert name in NAMED or isinstance(column.verbose_name, Promise)


# Where the subject is not what the kind begins with.
SUBJECT_OF = {
    "text": "commitmenttext",
    "event": "planevent",
    "closing": "closingdecision",
    "proposal.answered": "proposalanswer",
    "response.accepted": "settlement",
    "response.not_resolved": "settlement",
    "joint_note.revised": "jointnoterevision",
    "joint_note.signed": "jointnotesignature",
    "joint_note.unsigned": "jointnotesignature",
    "joint_note.agreed": "agreednote",
}


def shown_fields():
    for kind, telling in TELLINGS.items():
        noun = kind.value.split(".")[0]
        subject_type = SUBJECT_OF.get(kind) or SUBJECT_OF.get(noun) or noun
        for name in telling.shown:
            yield kind, subject_type, name


@pytest.mark.parametrize(("kind", "subject_type", "name"), list(shown_fields()))
def test_a_field_that_stands_at_once_is_one_of_the_subject(kind, subject_type, name):
    assert name in MODELS[subject_type].RECORDED
    assert is_spoken(subject_type, name)
