import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from tracker.forms.entries import EntryForm
from tracker.forms.fields import Choice, Day, LeftToTheRecord, Line, Text
from tracker.models import Ripple
from tracker.queries.ripples import UID
from tracker.ripple_state import Finding, Layer

NOT_SAID = ("", gettext_lazy("Not said"))
FROM_THE_COMMITMENT = ("", gettext_lazy("From the commitment itself"))


class EarlierRipple(LeftToTheRecord, forms.Field):
    """A public ripple, chosen from a list that the page brings (`offer`)."""

    default_error_messages = {
        "invalid": gettext_lazy("There is no public ripple like that. Choose one from the list.")
    }

    def __init__(self, **options):
        super().__init__(widget=forms.Select(choices=[FROM_THE_COMMITMENT]), **options)

    @property
    def choices(self):
        return self.widget.choices

    def offer(self, ripples):
        """Offer the commitment itself, and `(uid, label)` of the ripples."""
        self.widget.choices = [FROM_THE_COMMITMENT, *ripples]

    def to_python(self, value):
        if value in self.empty_values:
            return None
        named = UID.fullmatch(str(value))
        found = Ripple.objects.filter(uid=uuid.UUID(named[0])).first() if named else None
        if found is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return found


class RippleForm(EntryForm):
    """Somebody who works on a commitment records what it set in motion."""

    COLUMNS = (
        "title",
        "text",
        "layer",
        "type",
        "contribution",
        "noticed_date",
        "noticed_precision",
        "for_whom",
        "place",
        "effect",
        "anticipated",
        "led_by",
        "language",
    )

    title = Line(
        label=gettext_lazy("1. What changed, in one line"),
        help_text=gettext_lazy("For example: the counter no longer asks for a copy. At most 150."),
        limit=150,
    )
    text = Text(
        label=gettext_lazy("2. Tell it in a few sentences"),
        help_text=gettext_lazy(
            "How it was before and how it is now. No personal data of others. "
            "At most 10,000 characters."
        ),
        limit=10000,
        rows=4,
    )
    layer = Choice(label=gettext_lazy("3. Where is it felt?"), choices=Layer.choices)
    type = Choice(label=gettext_lazy("4. What kind of change is it?"), choices=Ripple.Type.choices)
    contribution = Text(
        label=gettext_lazy("5. How did the commitment lead to it?"),
        help_text=gettext_lazy("One sentence is enough. At most 4,000 characters."),
        limit=4000,
        rows=3,
    )
    noticed_date = Day(label=gettext_lazy("Noticed on"))
    noticed_precision = Choice(
        label=gettext_lazy("How exactly is the day known?"),
        choices=[(each.value, each.label) for each in Ripple.PRECISIONS],
        widget=forms.Select,
        required=False,
    )
    for_whom = Line(label=gettext_lazy("For whom"), limit=300, required=False)
    place = Line(label=gettext_lazy("Where"), limit=300, required=False)
    effect = Choice(
        label=gettext_lazy("Is it for the better or for the worse?"), choices=Ripple.Effect.choices
    )
    anticipated = Choice(
        label=gettext_lazy("Was it expected when the commitment was made?"),
        choices=[*Ripple.Anticipated.choices, NOT_SAID],
        required=False,
    )
    led_by = EarlierRipple(
        label=gettext_lazy("It follows from"),
        help_text=gettext_lazy("Choose the ripple that led to this one, if there is one."),
        required=False,
    )


class RippleFindingForm(EntryForm):
    """Somebody else says what they found about a ripple."""

    COLUMNS = ("finding", "text", "language")

    finding = Choice(label=gettext_lazy("1. What did you find?"), choices=Finding.choices)
    text = Text(
        label=gettext_lazy("2. How do you know?"),
        help_text=gettext_lazy(
            "Two or three sentences, or the reason why you reject it. At most 10,000 characters."
        ),
        limit=10000,
        rows=4,
    )
