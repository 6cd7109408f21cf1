"""Filters for dates, numbers, authored text and the two languages of the frame."""

import re
from functools import lru_cache

from babel import Locale
from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from tracker.presenters import dates
from tracker.presenters.figures import read

register = template.Library()


# --- Dates and numbers --------------------------------------------------------------------------


@register.filter
def day(value):
    """Write a date or datetime as <time>: 12 Mar 2015."""
    return _time(value, with_year=True)


@register.filter
def day_text(value):
    """Write a date without <time>, for attributes and sentences; nothing for no date."""
    return dates.day_text(dates.as_day(value))


@register.filter
def day_short(value):
    """Like `day`, without the year when it is this year; the full date stays in `datetime`."""
    return _time(value, with_year=not value or dates.as_day(value).year != dates.today().year)


def _time(value, *, with_year):
    if not value:
        return ""
    return _written_day(get_language(), dates.as_day(value), with_year)


# The days of a plan are few and a page writes a hundred of them.
@lru_cache(maxsize=4096)
def _written_day(language, day, with_year):
    return format_html(
        '<time datetime="{}">{}</time>',
        day.isoformat(),
        dates.day_text(day, with_year=with_year),
    )


@register.filter
def moment(value):
    """Write a datetime as <time>: 12 Mar 2015, 16:20, in the current time zone."""
    if not value:
        return ""
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return format_html(
        '<time datetime="{}">{}, {}</time>',
        local.isoformat(timespec="minutes"),
        dates.day_text(local.date()),
        f"{local:%H:%M}",
    )


@register.filter
def period(value, precision):
    """Write as much of a date as is known: Mar 2026, Q1 2026, Sep–Nov 2027, until 2029, ongoing."""
    return dates.period_text(value, precision)


@register.filter
def relative_days(value):
    """Write how far a date lies from today. Only beside the date itself."""
    return dates.relative_text(value) if value else ""


@register.filter
def number(value):
    """Write 1,200 or 1 200."""
    return dates.number_text(value)


# --- Authored text ------------------------------------------------------------------------------

ADDRESS = re.compile(r"https?://[^\s<>\"'«»“”]+", re.IGNORECASE)
# Signs that end a sentence rather than an address.
TRAILING = ".,;:!?…)]}"
LINK = '<a href="{}" rel="nofollow ugc noopener noreferrer">{}</a>'


@register.filter
def paragraphs(value):
    """Write plain text as escaped paragraphs in which bare web addresses are links. Nothing else is markup."""
    blocks = re.split(
        r"\n\s*\n", str(value or "").replace("\r\n", "\n").replace("\r", "\n").strip()
    )
    return format_html_join(
        "", "<p>{}</p>", ((_linked(block),) for block in blocks if block.strip())
    )


def _linked(block):
    parts, end = [], 0
    for found in ADDRESS.finditer(block):
        address = found.group()
        kept = address.rstrip(TRAILING)
        if kept.endswith("(") or address[len(kept) :].startswith(")") and "(" in kept:
            kept = address[: len(kept) + 1]  # an address may hold a pair of brackets
        parts.append(escape(block[end : found.start()]))
        parts.append(format_html(LINK, kept, kept))
        end = found.start() + len(kept)
    parts.append(escape(block[end:]))
    return mark_safe("".join(parts).replace("\n", "<br>"))  # noqa: S308 - every part was escaped above


# --- Languages ----------------------------------------------------------------------------------


def _languages():
    """Return the languages of the frame, the one of the page first."""
    page = (get_language() or settings.LANGUAGE_CODE).split("-")[0]
    return sorted((code for code, _ in settings.LANGUAGES), key=lambda code: code != page)


def _written(obj, name):
    for code in _languages():
        if text := read(obj, f"{name}_{code}"):
            return code, text
    return _languages()[0], ""


@register.filter
def localized(obj, name):
    """Return a field of the frame in the page's language, else in the other one."""
    return _written(obj, name)[1]


@register.filter
def localized_lang(obj, name):
    """Return the language `localized` really used, for `lang_attr`."""
    return _written(obj, name)[0]


@register.filter
def language_name(code):
    """Return the name of a language as it is written within a sentence: Spanish, español."""
    return Locale.parse(code).get_display_name(get_language() or settings.LANGUAGE_CODE)


@register.simple_tag
def lang_attr(code):
    """Write lang="…" on an element whose text is not in the page's language."""
    if not code or code == (get_language() or "").split("-")[0]:
        return ""
    return format_html(' lang="{}"', code)
