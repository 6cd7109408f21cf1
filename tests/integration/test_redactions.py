"""Words erased by two keys: never one side, never one person, never words that nobody read."""

import datetime as dt
import uuid

import pytest
from django.core.exceptions import ValidationError

from accounts.actions.memberships import grant_membership
from accounts.authorization.verdicts import NotAllowed
from accounts.models import User
from ledger.models import Chain, HistoryValue, StaleVersion, recorded_models
from ledger.projections import projection_checks
from ledger.verification import rebuild_check, verify
from tests import factories, world
from tracker.actions import entries, redactions
from tracker.files import keeping
from tracker.models import Entry, Redaction
from tracker.workflow import WrongState

SECRET = "La testigo vive en Rua Longa 12."
LINK = {"title": "Ficha de la testigo", "url": "https://datos.vereda.example/testigo.csv"}


@pytest.fixture
def said(here):
    here.plan = factories.name_stewards(here)
    here.said = factories.observe(here.milestone, here.lucia, text=SECRET, evidence=[LINK])
    return here


def confirm(asked, by, **more):
    return redactions.confirm_redaction(redaction=asked, by=by, seen_version=asked.version, **more)


def refuse(asked, by, reason="It names nobody.", **more):
    return redactions.refuse_redaction(
        redaction=asked, reason=reason, by=by, seen_version=asked.version, **more
    )


def is_sound(here):
    return not [
        *verify(Chain.objects.get(key=here.plan.chain_key)),
        *rebuild_check(recorded_models()),
        *(drift for check in projection_checks for drift in check()),
    ]


def in_the_database(text):
    """Return every text column of every table in which a text stands."""
    from django.apps import apps
    from django.db import models

    return [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.local_fields
        if isinstance(field, models.TextField | models.CharField | models.JSONField)
        and model._base_manager.filter(**{f"{field.name}__icontains": text}).exists()
    ]


def test_both_keys_empty_the_columns_and_the_history(said):
    asked = factories.ask_redaction(said.said, said.omar, ["text", "evidence"])
    assert in_the_database("Rua Longa")
    confirm(asked, said.tomas)
    assert in_the_database("Rua Longa") == []
    assert in_the_database("testigo") == []
    entry = Entry.objects.with_kinds().get(pk=said.said.pk)
    assert (entry.text, entry.completion, entry.redaction) == ("", "limited", asked)
    assert entry.evidence.count() == 1  # that there was a piece stays
    assert is_sound(said)


def test_what_was_not_named_stays(said):
    factories.redact(said.said, said.omar, said.tomas, ["evidence"])
    entry = Entry.objects.with_kinds().get(pk=said.said.pk)
    assert entry.text == SECRET
    assert entry.evidence.get().title == ""
    assert is_sound(said)


def test_what_repeats_the_text_goes_with_it(said):
    entries.withdraw(entry=said.said, reason=f"Retiramos: {SECRET}", by=said.lucia, seen_version=2)
    asked = factories.ask_redaction(said.said, said.omar)
    assert asked.fields == ["reason", "text", "withdrawal_reason"]
    confirm(asked, said.tomas)
    assert in_the_database("Rua Longa") == []
    assert Entry.objects.get(pk=said.said.pk).is_withdrawn
    assert is_sound(said)


def test_the_author_does_not_bring_it_back_by_correcting(said):
    factories.redact(said.said, said.omar, said.tomas)
    again = factories.observe(said.milestone, said.lucia, text="Sin nombres.", corrects=said.said)
    assert Entry.objects.with_kinds().get(pk=said.said.pk).text == ""
    assert again.text == "Sin nombres."
    assert is_sound(said)


def test_nothing_is_erased_while_a_side_has_no_steward(here):
    entry = factories.observe(here.milestone, here.lucia)
    factories.name_stewards(here, civil_society="")
    with pytest.raises(NotAllowed, match="Still to be named: Civil society"):
        factories.ask_redaction(entry, here.omar)


def test_the_second_key_is_of_another_side_and_another_person(said):
    asked = factories.ask_redaction(said.said, said.omar)
    colleague = factories.add_member(said.organisations["auditoria"], "Ofelia")
    for by in (said.omar, colleague, said.amina, said.lucia, said.pat):
        with pytest.raises(NotAllowed, match="steward of the other side"):
            confirm(asked, by)
    # Nobody acts for both sides; if somebody did, one person would still be one key.
    confirmed = Redaction.objects.get(pk=asked.pk)
    assert confirmed.state == "asked"


def test_one_person_is_one_key_even_on_both_sides(said, monkeypatch):
    asked = factories.ask_redaction(said.said, said.omar)
    both = [said.organisations["mira-el-gasto"]]
    monkeypatch.setattr("tracker.authorization.moderation.stewards_of", lambda *_: both)
    with pytest.raises(NotAllowed, match="yourself"):
        confirm(asked, said.omar)


def test_a_refusal_needs_a_reason_and_keeps_the_words(said):
    asked = factories.ask_redaction(said.said, said.omar)
    with pytest.raises(ValidationError):
        refuse(asked, said.tomas, reason=" ")
    refused = refuse(asked, said.tomas)
    assert (refused.state, refused.answer) == ("refused", "It names nobody.")
    assert Entry.objects.get(pk=said.said.pk).text == SECRET
    with pytest.raises(WrongState):
        confirm(refused, said.tomas)
    assert factories.ask_redaction(said.said, said.tomas).is_waiting()


def test_after_fourteen_days_it_has_to_be_asked_again(said):
    asked = factories.ask_redaction(said.said, said.omar)
    late = world.NOW + dt.timedelta(days=14)
    for answer in (confirm, refuse):
        with pytest.raises(WrongState, match="fourteen days"):
            answer(asked, said.tomas, now=late)
    confirm(asked, said.tomas, now=late - dt.timedelta(seconds=1))


def test_a_lapsed_request_makes_place_for_another(said):
    factories.ask_redaction(said.said, said.omar)
    with pytest.raises(NotAllowed, match="asked already"):
        factories.ask_redaction(said.said, said.tomas)
    factories.ask_redaction(said.said, said.tomas, now=world.NOW + dt.timedelta(days=14))


def test_an_entry_that_changed_since_is_not_erased_unread(said):
    asked = factories.ask_redaction(said.said, said.omar)
    entries.withdraw(entry=said.said, reason="Mistake", by=said.lucia, seen_version=2)
    with pytest.raises(StaleVersion):
        confirm(asked, said.tomas)
    assert Entry.objects.get(pk=said.said.pk).text == SECRET


def test_a_request_that_changed_since_is_a_conflict(said):
    asked = factories.ask_redaction(said.said, said.omar)
    with pytest.raises(StaleVersion):
        redactions.confirm_redaction(redaction=asked, by=said.tomas, seen_version=0)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"fields": []}, "fields"),
        ({"fields": ["asks"]}, "fields"),  # nothing was written there
        ({"fields": ["completion"]}, "fields"),
        ({"reason": ""}, "reason"),
        ({"reason": f"It says: {SECRET}"}, "reason"),
        ({"ground": "dislike"}, "ground"),
    ],
)
def test_a_request_names_words_a_ground_and_a_reason_without_the_words(wrong, field, said):
    with pytest.raises(ValidationError) as refused:
        factories.ask_redaction(said.said, said.omar, **wrong)
    assert field in refused.value.message_dict
    assert not Redaction.objects.exists()


def test_the_same_form_sent_twice_asks_once(said):
    uid = uuid.uuid4()
    first = factories.ask_redaction(said.said, said.omar, uid=uid)
    assert factories.ask_redaction(said.said, said.omar, uid=uid) == first


def test_a_request_hidden_words_can_be_read_by_the_keys_alone(said):
    factories.hold(said.said, said.omar)
    asked = factories.ask_redaction(said.said, said.omar)
    entry = Entry.objects.with_kinds().get(pk=said.said.pk)
    assert entry.text == ""
    assert entry.written_words()["text"] == [SECRET]
    confirm(asked, said.tomas)
    assert is_sound(said)


def test_no_person_is_named_in_what_stays(said):
    asked = factories.redact(said.said, said.omar, said.tomas)
    told = HistoryValue.objects.filter(entry__subject_uid=asked.uid).exclude(field="actor")
    texts = " ".join(value.value for value in told)
    assert "Omar" not in texts
    assert str(said.omar.uid) not in texts


def test_a_member_of_both_sides_cannot_be_made(said):
    ofelia = factories.add_member(said.organisations["auditoria"], "Ofelia")
    with pytest.raises(ValidationError):
        grant_membership(
            user=User.objects.get(pk=ofelia.pk),
            organisation=said.organisations["mira-el-gasto"],
            by=said.operator,
            since=dt.date(2026, 1, 1),
        )


# --- Files ----------------------------------------------------------------------------------------


def status(client, upload):
    response = client.get(upload.get_absolute_url())
    if response.streaming:
        response.getvalue()
    return response.status_code


@pytest.fixture
def filed(said):
    said.upload = factories.upload(said.lucia, name="padron-secreto.csv")
    piece = {"title": "Padrón", "upload": said.upload}
    said.said = factories.observe(said.milestone, said.lucia, evidence=[piece])
    return said


def test_the_file_of_hidden_evidence_is_refused_with_a_sentence(filed, client):
    assert status(client, filed.upload) == 200
    factories.hold(filed.said, filed.omar)
    refused = client.get(filed.upload.get_absolute_url())
    assert refused.status_code == 403
    assert "hidden by a steward" in refused.content.decode()
    page = client.get(filed.said.get_absolute_url()).content.decode()
    assert filed.upload.name not in page
    assert filed.upload.sha256[:12] not in page


def test_the_file_of_erased_evidence_is_gone(filed, client, django_capture_on_commit_callbacks):
    path = filed.upload.path
    with django_capture_on_commit_callbacks(execute=True):
        factories.redact(filed.said, filed.omar, filed.tomas, ["evidence"])
    assert status(client, filed.upload) == 410
    assert in_the_database("padron-secreto") == []
    with pytest.raises(FileNotFoundError):
        keeping.read(path)
    assert is_sound(filed)


def test_a_file_that_another_entry_shows_stays_until_that_is_decided_too(filed, client):
    piece = {"title": "Otra vez", "upload": filed.upload}
    other = factories.observe(filed.milestone, filed.lucia, evidence=[piece])
    factories.redact(filed.said, filed.omar, filed.tomas, ["evidence"])
    assert status(client, filed.upload) == 200
    factories.redact(other, filed.omar, filed.tomas, ["evidence"])
    assert status(client, filed.upload) == 410
    assert is_sound(filed)
