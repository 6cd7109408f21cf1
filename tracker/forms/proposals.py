"""What each kind of proposal asks for: the new values, and why."""

import uuid

from django import forms
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Q
from django.utils import text
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms.references import ReferenceField
from accounts.models import Organisation
from tracker import workflow
from tracker.due_dates import Precision
from tracker.forms.entries import hidden_number
from tracker.forms.fields import Choice, Day, Line, Text
from tracker.forms.withdrawals import DiscardForm
from tracker.models import Milestone, Proposal, Seat

WHY = gettext_lazy("Why")
WHY_HELP = gettext_lazy(
    "Published with the proposal, for the other side and everybody. At most 4,000 characters."
)


def of_milestone(name, **options):
    """Return a field for a column of a milestone, with the column's name and limit."""
    column = Milestone._meta.get_field(name)
    kind = Line if name.startswith("title") else Text
    more = {} if kind is Line else {"rows": 3}
    return kind(
        label=text.capfirst(column.verbose_name), limit=column.max_length, **more, **options
    )


class OrganisationField(ReferenceField):
    """An organisation by its acronym, name or short address, with suggestions."""

    def __init__(self, **options):
        super().__init__(Organisation.objects.all(), by="slug", **options)

    def find(self, text):
        named = Q(slug=text) | Q(acronym__iexact=text)
        named |= Q(name_es__iexact=text) | Q(name_en__iexact=text)
        try:
            return self.queryset.get(named)
        except Organisation.MultipleObjectsReturned:
            raise ObjectDoesNotExist from None


class ProposalForm(forms.Form):
    """The form of one proposal: `uid`, so that sending it twice makes one; `version`, of what its
    writer saw; the new values (`VALUES`), and the reason."""

    VALUES: tuple[str, ...] = ()

    use_required_attribute = False

    uid = forms.UUIDField(widget=forms.HiddenInput)
    version = hidden_number()
    reason = Text(label=WHY, help_text=WHY_HELP, limit=4000, rows=4)

    field_order = ("uid", "version")

    def __init__(self, *args, row, **options):
        """`row` is what would be changed."""
        super().__init__(*args, **options)
        self.row = row
        self.order_fields([*(n for n in self.fields if n != "reason"), "reason"])

    def clean_reason(self):
        reason = self.cleaned_data["reason"].strip()
        if not reason:
            raise forms.ValidationError(_("Give the reason. It is published."))
        return reason

    def clean(self):
        cleaned = super().clean()
        if "uid" in self.errors or "version" in self.errors:
            self.renew_numbers(self.initial["version"])
        return cleaned

    def renew_numbers(self, version):
        """Carry the present version on a page that is shown again, and say why it is."""
        self.data = self.data.copy()
        if self._errors.pop("uid", None):
            self.data["uid"] = str(uuid.uuid4())
        self._errors.pop("version", None)
        self.data["version"] = str(version)
        self.add_error(
            None,
            _(
                "It changed meanwhile, or this page lost track of its version. Nothing was "
                "done. Read it as it is now, and send again."
            ),
        )

    @property
    def values(self):
        """Return the new values, for the action."""
        return {name: self.cleaned_data[name] for name in self.VALUES}

    @classmethod
    def starting(cls, row):
        """Return what stands in the fields at first: what it says now."""
        return {name: getattr(row, name) for name in cls.VALUES}


class DueDateForm(ProposalForm):
    VALUES = ("due_date", "due_precision")

    due_precision = Choice(
        label=gettext_lazy("How exactly the new date is known"),
        choices=Precision.choices,
        widget=forms.Select,
    )
    due_date = Day(
        label=gettext_lazy("New due date"),
        help_text=gettext_lazy(
            "Any day of the period: the last one is kept. Empty when ongoing or unknown."
        ),
        required=False,
    )


class MilestoneForm(ProposalForm):
    VALUES = (
        "title_es",
        "title_en",
        "deliverable_es",
        "deliverable_en",
        "verification_es",
        "verification_en",
        "owner",
    )

    title_es = of_milestone("title_es")
    title_en = of_milestone("title_en")
    deliverable_es = of_milestone("deliverable_es", required=False)
    deliverable_en = of_milestone("deliverable_en", required=False)
    verification_es = of_milestone("verification_es", required=False)
    verification_en = of_milestone("verification_en", required=False)
    owner = OrganisationField(
        label=gettext_lazy("Owner"),
        help_text=gettext_lazy("Its acronym, name or short address."),
        required=False,
    )


class WordingForm(ProposalForm):
    VALUES = ("body_es", "body_en", "source")

    body_es = Text(
        label=gettext_lazy("Official text in Spanish"), limit=50000, rows=10, required=False
    )
    body_en = Text(
        label=gettext_lazy("Official text in English"), limit=50000, rows=10, required=False
    )
    source = forms.URLField(
        label=gettext_lazy("Where the new wording is documented"),
        max_length=500,
        required=False,
        assume_scheme="https",
    )

    @classmethod
    def starting(cls, row):
        last = row.texts.order_by("-number").first()
        return {"body_es": last.body_es, "body_en": last.body_en} if last else {}


class StateForm(ProposalForm):
    """Offers the states that the present one leads to."""

    VALUES = ("state",)
    TABLE: tuple[workflow.Transition, ...] = workflow.COMMITMENT

    state = Choice(label=gettext_lazy("From then on it would be"), choices=[])

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        labels = dict(type(self.row).State.choices)
        moves = workflow.possible(self.TABLE, self.row.state)
        self.fields["state"].choices = [(m.target, labels[m.target]) for m in moves]

    def clean_state(self):
        if not self.cleaned_data["state"]:
            raise forms.ValidationError(_("Choose one of the options shown."))
        return self.cleaned_data["state"]

    @classmethod
    def starting(cls, row):
        return {}


class SeatStateForm(StateForm):
    TABLE = workflow.SEAT


class SeatForm(ProposalForm):
    """Who is missing from the table, and in which role."""

    VALUES = ("organisation", "role", "state")

    organisation = OrganisationField(
        label=gettext_lazy("Organisation"),
        help_text=gettext_lazy(
            "Its acronym, name or short address. It can be named before anybody there has an account."
        ),
    )
    role = Choice(
        label=gettext_lazy("Role at the table"), choices=Seat.Role.choices, widget=forms.Select
    )
    state = Choice(
        label=gettext_lazy("State of the seat"), choices=Seat.State.choices, widget=forms.Select
    )

    @classmethod
    def starting(cls, row):
        return {"state": Seat.State.INVITED, "role": Seat.Role.ADVISER}


def form_for(kind, row):
    """Return the form of a kind of proposal about a row."""
    if kind == Proposal.Kind.SEAT:
        return SeatStateForm if isinstance(row, Seat) else SeatForm
    forms_by_kind = {
        Proposal.Kind.DUE_DATE: DueDateForm,
        Proposal.Kind.MILESTONE: MilestoneForm,
        Proposal.Kind.TEXT: WordingForm,
        Proposal.Kind.STATE: StateForm,
    }
    return forms_by_kind[kind]


class AnswerForm(DiscardForm):
    """Says which version of a proposal is answered or taken back."""


class ReasonedAnswerForm(AnswerForm):
    """Also says why."""

    reason = Text(label=WHY, help_text=WHY_HELP, limit=4000, rows=4)
