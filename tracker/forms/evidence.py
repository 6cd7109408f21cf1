"""Evidence: rows of links inside the form of an entry."""

import re
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.forms.fields import Choice, Day, Line, keepable
from tracker.models import Evidence

ROWS, MOST_ROWS = 3, 20
LONGEST_ADDRESS = 1000
NAME = re.compile(r"evidence-(\d{1,2})-(?:url|title|fact_date|relation)")
COLUMNS = ("url", "title", "fact_date", "relation")

# They hide where a link leads, and forget it after a few years.
SHORTENERS = frozenset(
    {
        *("acortar.link", "adf.ly", "bit.ly", "bitly.com", "bl.ink", "buff.ly", "cutt.ly"),
        *("dlvr.it", "fb.me", "goo.gl", "is.gd", "lnkd.in", "n9.cl", "ow.ly", "rb.gy"),
        *("rebrand.ly", "s.id", "short.io", "shorturl.at", "soo.gd", "t.co", "t.ly"),
        *("tiny.cc", "tinyurl.com", "trib.al", "urlz.fr", "v.gd", "wp.me"),
    }
)


class Address(Line):
    """The full web address of a piece of evidence."""

    def __init__(self, **options):
        widget = forms.URLInput(attrs={"placeholder": "https://", "autocomplete": "off"})
        super().__init__(limit=LONGEST_ADDRESS, widget=widget, **options)
        self.validators.append(open_address)


def open_address(address):
    """Raise ValidationError unless anybody can follow the address and see where it leads."""
    keepable(address)
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").removeprefix("www.")
        secret = parts.username is not None or parts.password is not None
        int(parts.port or 0)  # raises ValueError beyond 65535
    except ValueError:
        raise ValidationError(_("This is not a web address. Copy it whole.")) from None
    if parts.scheme not in ("http", "https") or not host:
        raise ValidationError(_("Write the whole web address, beginning with https:// or http://."))
    if secret:
        raise ValidationError(_("Take the name and password out of the address: it is published."))
    if any(host == name or host.endswith(f".{name}") for name in SHORTENERS):
        raise ValidationError(
            _(
                "%(host)s hides where the link leads and may stop working. "
                "Open it and copy the full address."
            )
            % {"host": host}
        )
    URLValidator(schemes=["http", "https"], message=_("This is not a web address. Copy it whole."))(
        address
    )


class EvidenceRows(forms.Form):
    """Rows of evidence. Fields are named by their row, never by a key of the database."""

    def __init__(self, *args, one_more=False, **options):
        super().__init__(*args, **options)
        self.row_count = _rows_of(self.data if self.is_bound else self.initial, one_more)
        self.rows_opened = self.row_count if one_more else 1
        for number in range(1, self.row_count + 1):
            self._add_row(f"evidence-{number}-")

    def _add_row(self, prefix):
        self.fields[f"{prefix}url"] = Address(label=gettext_lazy("Web address"), required=False)
        self.fields[f"{prefix}title"] = Line(
            label=gettext_lazy("What does it show?"), limit=300, required=False
        )
        self.fields[f"{prefix}fact_date"] = Day(
            label=gettext_lazy("Date of the fact"), required=False
        )
        self.fields[f"{prefix}relation"] = Choice(
            label=gettext_lazy("It"), choices=Evidence.Relation.choices, initial="supports"
        )

    @property
    def evidence_rows(self):
        """Return the rows for the page, with whether each stands open."""
        rows = []
        for number in range(1, self.row_count + 1):
            fields = {name: self[f"evidence-{number}-{name}"] for name in COLUMNS}
            filled = any(fields[name].value() for name in ("url", "title", "fact_date"))
            failed = any(field.errors for field in fields.values())
            is_open = number <= 1 or filled or failed or number == self.rows_opened
            rows.append({"number": number, "open": is_open, **fields})
        return rows

    @property
    def can_grow(self):
        return self.row_count < MOST_ROWS

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        cleaned["evidence"] = []
        for number in range(1, self.row_count + 1):
            self._take_row(f"evidence-{number}-")
        return cleaned

    def _take_row(self, prefix):
        names = [f"{prefix}{name}" for name in COLUMNS]
        if any(name in self.errors for name in names):
            return
        piece = {name: self.cleaned_data.get(f"{prefix}{name}") for name in COLUMNS}
        if not (piece["url"] or piece["title"] or piece["fact_date"]):
            return
        if not piece["url"]:
            self.add_error(f"{prefix}url", _("Add the web address, or clear this row."))
        if not piece["title"]:
            self.add_error(f"{prefix}title", _("Say in a few words what it shows."))
        if piece["url"] and piece["title"]:
            piece["relation"] = piece["relation"] or Evidence.Relation.SUPPORTS.value
            self.cleaned_data["evidence"].append(piece)


def _rows_of(values, one_more):
    numbers = [int(found.group(1)) for name in values if (found := NAME.fullmatch(name))]
    return min(max(ROWS, *numbers, 0) + one_more, MOST_ROWS)


def written_rows(pieces):
    """Return pieces of evidence (dicts of columns) as the values of a form's rows."""
    written = {}
    for number, piece in enumerate(pieces, 1):
        for name in COLUMNS:
            written[f"evidence-{number}-{name}"] = str(piece[name] or "")
    return written
