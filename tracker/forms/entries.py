"""What the forms of all kinds of entry share: numbers, language, text, evidence."""

import datetime as dt
import uuid

from django import forms
from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ledger.models import Recorded
from tracker.forms.evidence import COLUMNS as PIECE_COLUMNS
from tracker.forms.evidence import EvidenceRows, written_rows
from tracker.forms.fields import Choice, Moment

MOST = 2**31 - 2  # the database counts to one more, which the next version needs


def hidden_number():
    return forms.IntegerField(min_value=0, max_value=MOST, widget=forms.HiddenInput)


def not_before():
    """Return the field for the moment before which an entry must not appear."""
    return Moment(
        label=gettext_lazy("Not before"),
        help_text=gettext_lazy(
            "On the clock of the plan, at most 90 days ahead. Until then only your organisation "
            "sees it; then it appears by itself. Left empty, it is public at once."
        ),
        required=False,
    )


class EntryForm(EvidenceRows):
    """The form of one entry.

    It carries `uid`, made when the form is first shown, so that sending it twice makes one entry;
    `version`, of the draft that its writer saw (0: none); and, in reports, `reports`, the version
    of the owner's reports that they saw. `COLUMNS` are the columns of the kind that it fills.
    """

    COLUMNS: tuple[str, ...] = ("language", "text")
    NUMBERS: tuple[str, ...] = ("uid", "version")

    use_required_attribute = False

    uid = forms.UUIDField(widget=forms.HiddenInput)
    version = hidden_number()
    language = Choice(
        label=gettext_lazy("Language you write in"),
        choices=settings.LANGUAGES,
        widget=forms.Select,
        required=True,
    )

    def __init__(self, *args, of=None, **options):
        """`of` is the draft whose own page this is; the form then reaches no other entry."""
        super().__init__(*args, **options)
        self._of = of

    def clean(self):
        cleaned = super().clean()
        if self._of is not None and cleaned.get("uid") not in (None, self._of.uid):
            self.add_error("uid", "")
        if not cleaned.get("language") and "language" not in self.errors:
            cleaned["language"] = self.get_initial_for_field(self.fields["language"], "language")
        if any(name in self.errors for name in self.NUMBERS):
            self.renew_numbers()
        return cleaned

    def renew_numbers(self):
        """Refuse this sending, and give the next one numbers of its own.

        The version becomes 0: if there is a draft after all, the next sending meets it and shows
        both texts, whatever was lost here.
        """
        self.data = self.data.copy()
        self.data["uid"] = str(self._of.uid if self._of else uuid.uuid4())
        self.data["version"] = "0"
        if "reports" in self.NUMBERS:
            reports = self.get_initial_for_field(self.fields["reports"], "reports")
            self.data["reports"] = str(reports)
        for name in self.NUMBERS:
            self._errors.pop(name, None)
        self.add_error(
            None,
            _(
                "This page had lost track of which version it started from. Nothing was saved. "
                "Your text is below: check it and send it again."
            ),
        )

    def day_of(self, name):
        """Return the date or moment that a field shows, or None while there is none that can be read."""
        try:
            return self.fields[name].clean(self[name].value())
        except ValidationError:
            return None

    @property
    def columns(self):
        """Return the columns of the kind, for the action."""
        return {name: self.cleaned_data[name] for name in self.COLUMNS}

    def usual(self, day):
        """Return the columns that publishing on a day fills in for its writer: none here."""
        return {}

    def adds_nothing_to(self, begun):
        """Return whether a sent form says no more than it did when it was first shown."""
        before = {name: as_written(value) for name, value in begun.items() if value}
        after = {name: value for name, value in self.written().items() if value}
        return before | {"language": ""} == after | {"language": ""}

    def written(self):
        """Return what was sent, normalised, as text by field name."""
        values = {name: as_written(value) for name, value in self.columns.items()}
        return values | written_rows(self.cleaned_data["evidence"])

    @classmethod
    def written_of(cls, entry):
        """Return what an entry says in the same way: the form's initial values."""
        values = {name: as_written(getattr(entry.detail, name)) for name in cls.COLUMNS}
        pieces = [
            {name: getattr(piece, name) for name in PIECE_COLUMNS}
            for piece in entry.evidence.all()
            if piece.title
        ]
        return values | written_rows(pieces)


def place(form, error):
    """Put what an action refused beside the fields of a form that it speaks of."""
    found = error.error_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: [error]}
    for name, errors in found.items():
        target = form.evidence_target if name == "evidence" else name
        for each in errors:
            form.add_error(target if target in form.fields else None, each.messages)


def as_written(value):
    """Return a column's value as the text that a form's control holds."""
    if isinstance(value, dt.datetime):
        return timezone.localtime(value).strftime(Moment.FORMAT)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Recorded):
        return value.reference
    return "" if value is None else str(value)
