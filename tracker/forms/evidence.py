"""Evidence: rows of links and files inside the form of an entry.

A row holds a link, or the `uid` of a file that was taken in already (`actions/uploads.py`): files come
back with the form like everything else that was typed.
"""

import re
import uuid
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.files.kinds import ACCEPT
from tracker.forms.fields import Choice, Day, Line, keepable
from tracker.models import Evidence
from tracker.presenters.files import chosen_file
from tracker.queries.uploads import files_to_choose

ROWS, MOST_ROWS = 3, Evidence.MOST
LONGEST_ADDRESS = 1000
NAME = re.compile(r"evidence-(\d{1,2})-(?:url|upload|title|fact_date|relation|looked)")
COLUMNS = ("url", "upload", "title", "fact_date", "relation", "looked")
FILLED = ("url", "upload", "title", "fact_date")

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


class Files(forms.FileInput):
    """Several files at once; on a phone, the camera too."""

    allow_multiple_selected = True


class EvidenceRows(forms.Form):
    """Rows of evidence. Fields are named by their row, never by a key of the database.

    `organisation` is the one whose files its rows may hold.
    """

    files = forms.FileField(
        label=gettext_lazy("Photos and documents"),
        required=False,
        widget=Files(attrs={"multiple": True, "accept": ACCEPT}),
    )

    def __init__(self, *args, one_more=False, organisation=None, **options):
        super().__init__(*args, **options)
        self.organisation = organisation
        self.refused_files = []
        values = self.data if self.is_bound else self.initial
        self.row_count = _rows_of(values, one_more)
        self.rows_opened = self.row_count if one_more else 1
        self.uploads = files_to_choose(organisation, _uids_in(values, self.row_count))
        for number in range(1, self.row_count + 1):
            self._add_row(f"evidence-{number}-")

    def _add_row(self, prefix):
        self.fields[f"{prefix}url"] = Address(label=gettext_lazy("Web address"), required=False)
        self.fields[f"{prefix}upload"] = forms.CharField(required=False, widget=forms.HiddenInput)
        self.fields[f"{prefix}title"] = Line(
            label=gettext_lazy("What does it show?"), limit=300, required=False
        )
        self.fields[f"{prefix}fact_date"] = Day(
            label=gettext_lazy("Date of the fact"), required=False
        )
        self.fields[f"{prefix}relation"] = Choice(
            label=gettext_lazy("It"), choices=Evidence.Relation.choices, initial="supports"
        )
        self.fields[f"{prefix}looked"] = forms.BooleanField(
            label=gettext_lazy("I looked at this; its readers may see it"), required=False
        )

    def hidden_fields(self):
        """Return the hidden fields of the form; those of a row stand in their row."""
        return [field for field in super().hidden_fields() if not NAME.fullmatch(field.name)]

    @property
    def evidence_rows(self):
        """Return the rows for the page, with whether each stands open; `file` is None in those for links."""
        return [self.evidence_row(number) for number in range(1, self.row_count + 1)]

    def evidence_row(self, number):
        fields = {name: self[f"evidence-{number}-{name}"] for name in COLUMNS}
        filled = any(fields[name].value() for name in FILLED)
        failed = any(field.errors for field in fields.values())
        is_open = number <= 1 or filled or failed or number == self.rows_opened
        file = self.uploads.get(fields["upload"].value())
        shown = chosen_file(file, self._same_as(number, file)) if file else None
        return {"number": number, "open": is_open, "file": shown, **fields}

    def _same_as(self, number, file):
        """Return the number of an earlier row that holds the same bytes, or None."""
        earlier = (
            (n, self.uploads.get(self[f"evidence-{n}-upload"].value())) for n in range(1, number)
        )
        return next((n for n, other in earlier if other and other.sha256 == file.sha256), None)

    @property
    def largest(self):
        """Return how large a file may be, in words."""
        return filesizeformat(settings.UPLOAD_MAX_BYTES)

    @property
    def evidence_target(self):
        """Return the field beside which stands what is wrong with the evidence as a whole."""
        rows = self.evidence_rows
        return "files" if rows[0]["file"] else rows[0]["url"].name

    @property
    def can_grow(self):
        return self.row_count < MOST_ROWS

    def refuse_files(self, sentences):
        """Say beside the field which files were not taken; the form is not accepted without an answer."""
        self.refused_files += sentences
        if self.is_bound:
            for sentence in sentences:
                self.add_error("files", sentence)

    def ask_to_look(self):
        """Ask, beside each file that hides something, whether its sender looked. Drafts are not asked."""
        for row in self.evidence_rows:
            if row["file"] and row["file"].must_be_looked_at and not row["looked"].value():
                self.add_error(
                    row["looked"].name,
                    _("Look at what “%(name)s” hides, and say that you did.")
                    % {"name": row["file"].view.name},
                )

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
        if not any(piece[name] for name in FILLED):
            return
        if piece["upload"]:
            self._take_file(prefix, piece)
            return
        if not piece["url"]:
            self.add_error(f"{prefix}url", _("Add the web address, or clear this row."))
        if not piece["title"]:
            self.add_error(f"{prefix}title", _("Say in a few words what it shows."))
        if piece["url"] and piece["title"]:
            self._take(piece, ("url", "title", "fact_date"))

    def _take_file(self, prefix, piece):
        piece["upload"] = self.uploads.get(piece["upload"])
        if piece["upload"] is None:
            self.add_error(
                f"{prefix}title",
                _("This file is not there any more. Take it out and choose it again."),
            )
            return
        taken = [other.get("upload") for other in self.cleaned_data["evidence"]]
        if any(file and file.sha256 == piece["upload"].sha256 for file in taken):
            return  # the same file twice is one piece
        piece["title"] = piece["title"] or piece["upload"].name
        self._take(piece, ("upload", "title", "fact_date", "looked"))

    def _take(self, piece, names):
        relation = piece["relation"] or Evidence.Relation.SUPPORTS.value
        self.cleaned_data["evidence"].append(
            {name: piece[name] for name in names} | {"relation": relation}
        )


def _rows_of(values, one_more):
    numbers = [int(found.group(1)) for name in values if (found := NAME.fullmatch(name))]
    return min(max(ROWS, *numbers, 0) + one_more, MOST_ROWS)


def _uids_in(values, rows):
    """Return the files that the rows of a form name, as far as those are uids at all."""
    named = (str(values.get(f"evidence-{number}-upload") or "") for number in range(1, rows + 1))
    return [uid for uid in named if _is_uid(uid)]


def _is_uid(text):
    try:
        return str(uuid.UUID(text)) == text
    except ValueError:
        return False


def written_rows(pieces):
    """Return pieces of evidence (dicts of columns) as the values of a form's rows."""
    written = {}
    for number, piece in enumerate(pieces, 1):
        for name in COLUMNS:
            value = piece.get(name)
            value = value.uid if name == "upload" and value else value
            written[f"evidence-{number}-{name}"] = str(value or "")
    return written


def with_files(data, uploads):
    """Return the data of a form with files put into its empty rows, and those that did not fit.

    A file that stands in a row already is not put there twice.
    """
    data = data.copy()
    standing = {str(data.get(f"evidence-{number}-upload") or "") for number in _all_rows()}
    left = []
    for upload in uploads:
        if str(upload.uid) in standing:
            continue
        free = next((n for n in _all_rows() if not _is_filled(data, n)), None)
        if free is None:
            left.append(upload)
            continue
        standing.add(str(upload.uid))
        data[f"evidence-{free}-upload"] = str(upload.uid)
        data[f"evidence-{free}-title"] = title_of(upload)
    return data, left


def without_row(data, number):
    """Return the data of a form without one row."""
    data = data.copy()
    for name in COLUMNS:
        data.pop(f"evidence-{number}-{name}", None)
    return data


def title_of(upload):
    """Return what a file is called until its sender says what it shows."""
    return upload.name.rpartition(".")[0].replace("_", " ").strip()


def _all_rows():
    return range(1, MOST_ROWS + 1)


def _is_filled(data, number):
    return any(data.get(f"evidence-{number}-{name}") for name in FILLED)
