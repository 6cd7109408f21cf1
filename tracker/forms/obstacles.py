"""Describing an obstacle: its kind, what it stops, who can unblock it and what is asked of them."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.forms.entries import EntryForm
from tracker.forms.fields import Choice, Day, LeftToTheRecord, Line, Text
from tracker.forms.proposals import OrganisationField
from tracker.models import Obstacle
from tracker.presenters.dates import day_text
from tracker.presenters.obstacle_words import type_label

NEW_ONE = ("", gettext_lazy("No, nobody has described it yet"))


class Boxes(LeftToTheRecord, forms.MultipleChoiceField):
    """Several of some rows, each named by its reference; drafts and links write them with commas."""

    default_error_messages = {"invalid_choice": gettext_lazy("Choose one of the options shown.")}

    def __init__(self, **options):
        super().__init__(widget=forms.CheckboxSelectMultiple, **options)
        self.rows = {}

    def offer(self, rows):
        """Offer some milestones, by their reference."""
        self.rows = {row.reference: row for row in rows}
        self.choices = [(key, f"{row.label} {row.title}") for key, row in self.rows.items()]

    def prepare_value(self, value):
        return _apart(value)

    def to_python(self, value):
        return super().to_python(_apart(value))

    def clean(self, value):
        chosen = super().clean(value)
        return sorted((self.rows[key] for key in set(chosen)), key=lambda row: row.pk)


class OtherDescription(Choice):
    """An obstacle that another side described, by its reference."""

    def __init__(self, **options):
        super().__init__(choices=[NEW_ONE], **options)
        self.rows = {}

    def offer(self, rows):
        self.rows = {row.reference: row for row in rows}
        self.choices = [NEW_ONE, *((row.reference, _in_a_line(row)) for row in rows)]

    def clean(self, value):
        chosen = super().clean(value)
        return self.rows[chosen] if chosen else None


class Unblocker(OrganisationField):
    default_error_messages = {"required": gettext_lazy("Name an organisation.")}

    def clean(self, value):
        try:
            return super().clean(value)
        except ValidationError:
            raise ValidationError(
                _("No organisation has this name here. Write it in the next field instead.")
            ) from None


class ObstacleForm(EntryForm):
    """An organisation at the table, of either side, describes what stands in the way."""

    COLUMNS = (
        "type",
        "text",
        "law",
        "article",
        "severity",
        "blocks",
        "unblocker",
        "unblocker_text",
        "ask",
        "opened_date",
        "same_as",
        "language",
    )
    LISTS = ("blocks",)

    type = Choice(
        label=gettext_lazy("1. What kind of obstacle is it?"), choices=Obstacle.Type.choices
    )
    text = Text(
        label=gettext_lazy("2. What stands in the way?"),
        help_text=gettext_lazy(
            "The fact, not the fault: nobody is accused here. At most 10,000 characters."
        ),
        limit=10000,
    )
    law = Line(
        label=gettext_lazy("Law"),
        help_text=gettext_lazy("Its name. Needed when the obstacle is legal."),
        limit=300,
        required=False,
    )
    article = Line(
        label=gettext_lazy("Article"),
        help_text=gettext_lazy("For example 112, or 5, fraction II. Needed when it is legal."),
        limit=100,
        required=False,
    )
    severity = Choice(
        label=gettext_lazy("3. How much does it stop?"), choices=Obstacle.Severity.choices
    )
    blocks = Boxes(
        label=gettext_lazy("Which milestones does it block?"),
        help_text=gettext_lazy("None chosen: it blocks the whole commitment."),
        required=False,
    )
    unblocker = Unblocker(
        label=gettext_lazy("4. Which organisation can unblock it?"),
        help_text=gettext_lazy("Its acronym, name or short address."),
        required=False,
    )
    unblocker_text = Line(
        label=gettext_lazy("Or who else can?"),
        help_text=gettext_lazy("For example a congress, or a court."),
        limit=300,
        required=False,
    )
    ask = Text(
        label=gettext_lazy("5. What do you ask of them?"),
        help_text=gettext_lazy("One clear step. At most 2,000 characters."),
        limit=2000,
        rows=3,
    )
    opened_date = Day(label=gettext_lazy("Since when does it stand in the way?"))
    same_as = OtherDescription(
        label=gettext_lazy("Has the other side described the same obstacle?"),
        help_text=gettext_lazy(
            "Both descriptions then stand side by side. Neither replaces the other."
        ),
        required=False,
    )

    def speak_of(self, commitment):
        self.fields["blocks"].offer(commitment.milestones.order_by("number"))
        others = Obstacle.objects.filter(commitment=commitment).standing().with_outcome()
        if self.organisation is not None:
            others = others.exclude(side=self.organisation.side)
        self.fields["same_as"].offer(list(others.order_by("opened_date", "pk")))

    @property
    def has_others(self):
        return bool(self.fields["same_as"].rows)


def _in_a_line(obstacle):
    """Return another side's description as one option: who, what kind, since when, how it begins."""
    said = {
        "organisation": obstacle.organisation_name,
        "type": type_label(obstacle.type).lower(),
        "day": day_text(obstacle.opened_date),
        "text": Truncator(obstacle.text).chars(90),
    }
    return _("%(organisation)s, %(type)s, since %(day)s: %(text)s") % said


def _apart(value):
    """Return the references in a value: boxes send several, a link or a draft writes commas."""
    values = value if isinstance(value, list | tuple) else [value or ""]
    return [part for each in values for part in str(each).split(",") if part]
