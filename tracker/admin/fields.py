"""Lists as people type them: one item a line."""

import datetime as dt

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

MOST_LINES = 200
is_web_address = URLValidator(schemes=["http", "https"])


class LinesField(forms.CharField):
    """A list of texts, one a line."""

    def __init__(self, **options):
        options.setdefault("help_text", _("One a line."))
        super().__init__(
            required=False,
            max_length=20000,
            widget=forms.Textarea(attrs={"rows": 4}),
            **options,
        )

    def prepare_value(self, value):
        if isinstance(value, list):
            return "\n".join(self.line(item) for item in value)
        return value

    def clean(self, value):
        lines = [line.strip() for line in super().clean(value).splitlines()]
        lines = [line for line in lines if line]
        if len(lines) > MOST_LINES:
            raise ValidationError(
                gettext("At most %(count)d lines.") % {"count": MOST_LINES}, code="too_many"
            )
        return [self.item(line) for line in lines]

    def has_changed(self, initial, data):
        return self.prepare_value(initial or []) != (data or "")

    def line(self, item):
        """Return an item as its line."""
        return str(item)

    def item(self, line):
        """Return the item that a line means. Raises ValidationError."""
        return line


class AddressesField(LinesField):
    """Web addresses, one a line."""

    def item(self, line):
        return web_address(line)


class DaysField(LinesField):
    """Days such as 2026-12-25, one a line."""

    def __init__(self, **options):
        options.setdefault(
            "help_text",
            _(
                "One a line, as 2026-12-25. On these days, Saturdays and Sundays the time to answer "
                "a proposal does not run."
            ),
        )
        super().__init__(**options)

    def item(self, line):
        try:
            return dt.date.fromisoformat(line).isoformat()
        except ValueError:
            raise ValidationError(
                gettext("This is not a date such as 2026-12-25: “%(line)s”.") % {"line": line[:80]},
                code="day",
            ) from None


class DocumentsField(LinesField):
    """Documents, one a line: address | title in Spanish | title in English."""

    def __init__(self, **options):
        super().__init__(
            help_text=_("One a line: address | title in Spanish | title in English."), **options
        )

    def line(self, item):
        return " | ".join(item.get(key, "") for key in ("url", "title_es", "title_en"))

    def item(self, line):
        parts = [part.strip() for part in line.split("|")]
        if len(parts) != 3 or not (parts[1] or parts[2]):
            raise ValidationError(
                gettext("Write address | title in Spanish | title in English: “%(line)s”.")
                % {"line": line[:80]},
                code="parts",
            )
        return {"title_es": parts[1], "title_en": parts[2], "url": web_address(parts[0])}


def web_address(text):
    """Return a web address. Raises ValidationError, so that no link runs a script."""
    try:
        is_web_address(text)
    except ValidationError:
        raise ValidationError(
            gettext("This is not a web address: “%(line)s”.") % {"line": text[:80]}, code="address"
        ) from None
    return text
