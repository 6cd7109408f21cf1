"""Fields that keep what people write as they wrote it, and say in a sentence what cannot be kept."""

import datetime as dt
import re
import unicodedata

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.presenters.dates import number_text

# What no XML document can hold: NUL, which PostgreSQL refuses too, and other invisible controls.
UNKEEPABLE = re.compile("[\x00-\x08\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
# A page break or a vertical tab, as word processors paste them, is the end of a line.
LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c]")
YEARS = range(1900, 2201)


def normalised(text):
    """Return a text in one way of writing it: composed characters, plain line ends, no blank ends."""
    lines = LINE_ENDS.sub("\n", unicodedata.normalize("NFC", text)).split("\n")
    return "\n".join(line.rstrip() for line in lines).strip("\n")


def at_most(limit):
    """Return a check of length that counts for the writer."""

    def check(text):
        if len(text) > limit:
            numbers = {"length": len(text), "limit": limit, "over": len(text) - limit}
            raise ValidationError(
                _("This has %(length)s characters; at most %(limit)s fit. Shorten it by %(over)s.")
                % {name: number_text(number) for name, number in numbers.items()}
            )

    return check


def keepable(text):
    if UNKEEPABLE.search(text):
        raise ValidationError(
            _(
                "This holds an invisible control character that cannot be kept. "
                "Delete it, or paste the text again as plain text."
            )
        )


class LeftToTheRecord:
    """Lets an empty field pass: `required` only tells the reader what publishing will ask for.

    What is compulsory is the entry's own rule (`Entry.problems`), because a draft may be incomplete.
    """

    def validate(self, value):
        if value not in self.empty_values:
            super().validate(value)


class Text(LeftToTheRecord, forms.CharField):
    """Several lines of plain text. `limit` is in characters, as readers count them."""

    def __init__(self, *, limit, rows=6, **options):
        options.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(strip=False, **options)
        self.limit = limit
        # No maxlength in the page: browsers cut off what is pasted beyond it without a word.
        self.validators = [keepable, at_most(limit)]

    def to_python(self, value):
        return normalised(super().to_python(value))


class Line(Text):
    """One line of plain text."""

    def __init__(self, *, limit, **options):
        options.setdefault("widget", forms.TextInput())
        super().__init__(limit=limit, **options)

    def to_python(self, value):
        return " ".join(super().to_python(value).split("\n")).strip()


class Choice(LeftToTheRecord, forms.ChoiceField):
    """One of the options shown."""

    default_error_messages = {"invalid_choice": gettext_lazy("Choose one of the options shown.")}

    def __init__(self, *, choices, **options):
        options.setdefault("widget", forms.RadioSelect())
        super().__init__(choices=choices, **options)


class Moment(LeftToTheRecord, forms.DateTimeField):
    """A day and a time, on the clock that the page says."""

    FORMAT = "%Y-%m-%dT%H:%M"

    default_error_messages = {
        "invalid": gettext_lazy("Write the day and the time, for example 2026-03-31 09:00.")
    }

    def __init__(self, **options):
        options.setdefault(
            "widget", forms.DateTimeInput(format=self.FORMAT, attrs={"type": "datetime-local"})
        )
        formats = [self.FORMAT, "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%d/%m/%Y %H:%M"]
        super().__init__(input_formats=formats, **options)

    def to_python(self, value):
        moment = super().to_python(value)
        if moment and moment.year not in YEARS:
            raise ValidationError(_("Check the year of this date."))
        return moment


class Day(LeftToTheRecord, forms.DateField):
    """A date, picked or written."""

    default_error_messages = {
        "invalid": gettext_lazy("Write the date as year-month-day, for example 2026-03-31.")
    }

    def __init__(self, **options):
        options.setdefault("widget", forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
        super().__init__(input_formats=["%Y-%m-%d", "%d/%m/%Y"], **options)

    def to_python(self, value):
        day = super().to_python(value)
        if isinstance(day, dt.date) and day.year not in YEARS:
            raise ValidationError(_("Check the year of this date."))
        return day
