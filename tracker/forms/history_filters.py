"""What may be asked of a history page. Whatever is unknown is refused with a sentence."""

from django import forms
from django.core.exceptions import BadRequest
from django.utils.translation import gettext_lazy as _

from accounts.actions.kinds import Kind as AccountKind
from accounts.models import Side
from tracker.kinds import Kind
from tracker.queries.history_page import Selection

LARGEST = 2**63 - 1  # the largest number of an entry

# Kinds of a plan's history by the noun that they begin with, as the list groups them.
NOUNS = {
    "progress_report": _("Progress reports"),
    "observation": _("Observations"),
    "response": _("Responses"),
    "independent_assessment": _("Independent assessments"),
    "ripple": _("Ripples"),
    "ripple_finding": _("Findings on ripples"),
    "embedding": _("Embeddings"),
    "reversal": _("Reversals of embeddings"),
    "follow_up_check": _("Follow-up checks"),
    "closing": _("Closing decisions"),
    "question": _("Questions at the forum"),
    "statement": _("Documented statements"),
    "hold": _("Words hidden for a while"),
    "redaction": _("Words erased"),
    "joint_note": _("Joint notes"),
    "milestone": _("Milestones"),
    "text": _("Official texts"),
    "commitment": _("Commitments"),
    "seat": _("Seats"),
    "proposal": _("Proposals"),
    "meeting": _("Meetings"),
    "agreement": _("Agreements"),
    "dependency": _("What waits for what"),
    "handover": _("Handovers"),
    "theme": _("Themes"),
    "lineage": _("Lineage"),
    "event": _("Dated facts"),
    "plan": _("Plan"),
    "organisation": _("Organisations"),
    "user": _("Accounts"),
    "membership": _("Memberships"),
    "invitation": _("Invitations"),
}


def grouped(kinds):
    """Return the kinds as grouped choices."""
    groups = {noun: [] for noun in NOUNS}
    for kind in kinds:
        groups[kind.value.split(".")[0]].append((kind.value, kind.label))
    return [(NOUNS[noun], choices) for noun, choices in groups.items() if choices]


class Chosen(forms.Select):
    """A select in a row of filters."""

    def __init__(self, **kwargs):
        super().__init__(attrs={"class": "in in--s in--inline"}, **kwargs)


class HistoryFilters(forms.Form):
    """Side, kind and place in a history of several chains."""

    kinds = Kind

    side = forms.ChoiceField(
        label=_("Voice"),
        required=False,
        choices=[("", _("All voices")), *Side.choices],
        widget=Chosen,
        error_messages={"invalid_choice": _("There is no voice “%(value)s”.")},
    )
    kind = forms.ChoiceField(
        label=_("What happened"),
        required=False,
        widget=Chosen,
        error_messages={"invalid_choice": _("There is no kind of entry “%(value)s”.")},
    )

    def __init__(self, data):
        super().__init__(data)
        self.fields["kind"].choices = [("", _("Everything")), *grouped(self.kinds)]
        for name in ("before", "after", "entry"):
            self.fields[name] = number_of_an_entry()

    def selection(self):
        """Return what is asked for. Raises BadRequest with a sentence."""
        if not self.is_valid():
            raise BadRequest(next(iter(self.errors.values()))[0])
        asked = self.cleaned_data
        return Selection(
            context=self.context(),
            side=asked["side"],
            kind=asked["kind"],
            before=asked["before"],
            after=asked["after"],
        )

    def context(self):
        return None


class AccountsFilters(HistoryFilters):
    """The same for the history of organisations."""

    kinds = AccountKind


class PlanFilters(HistoryFilters):
    """The same for a plan's history, and one of its commitments.

    `commitments` are those to choose from; None where there are too many to choose from a list,
    and the number is typed instead. `find` returns the commitment with a number, or None.
    """

    field_order = ("commitment", "side", "kind")

    def __init__(self, data, commitments, find):
        super().__init__(data)
        self.find = find
        if commitments is None:
            self.fields["commitment"] = a_number()
        else:
            choices = [(str(c.number), f"{c.number}. {c.title}") for c in commitments]
            self.fields["commitment"] = forms.ChoiceField(
                label=_("Commitment"),
                required=False,
                choices=[("", _("All commitments")), *choices],
                widget=Chosen,
                error_messages={"invalid_choice": NO_COMMITMENT},
            )
        self.order_fields(self.field_order)

    def context(self):
        number = self.cleaned_data["commitment"]
        if not number:
            return None
        commitment = self.find(int(number))
        if commitment is None:
            raise BadRequest(NO_COMMITMENT % {"value": number})
        return commitment.uid


NO_COMMITMENT = _("This plan has no commitment “%(value)s”.")


def a_number():
    """Return the field in which the number of a commitment is typed."""
    return forms.IntegerField(
        label=_("Commitment"),
        required=False,
        min_value=1,
        max_value=LARGEST,
        widget=forms.NumberInput(attrs={"class": "in in--s in--inline"}),
        error_messages={
            "invalid": _("The number of a commitment is a whole number."),
            "min_value": _("Commitments are numbered from 1."),
            "max_value": _("No commitment has such a number."),
        },
    )


def number_of_an_entry():
    return forms.IntegerField(
        required=False,
        min_value=1,
        max_value=LARGEST,
        widget=forms.HiddenInput,
        error_messages={
            "invalid": _("The number of an entry is a whole number."),
            "min_value": _("Entries are numbered from 1."),
            "max_value": _("No entry has such a number."),
        },
    )
