"""The atoms of the two-voice display: shape, bar, sign, name.

They are tags and not includes because a list of a hundred rows draws five of them in each. Every drawing is a
constant made once.
"""

from collections import Counter
from functools import lru_cache

from django import template
from django.core.paginator import Paginator
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Side
from tracker.completion import Completion
from tracker.presenters.dates import number_text
from tracker.presenters.figures import read
from tracker.presenters.ruler import STEPS
from tracker.templatetags.text import day, day_short
from tracker.two_voices import State

register = template.Library()

VOICE_CLASSES = {
    "government": "v-gov",
    "civil_society": "v-cso",
    "independent": "v-irm",
    "secretariat": "v-sec",
    "operator": "v-ops",
}
VOICE_LABELS = {side.value: side.label for side in Side}
NOT_YET = _("Not assessed")
COMPLETION_LABELS = {None: NOT_YET, "": NOT_YET, **{code.value: code.label for code in Completion}}
SILENT = {"government": _("Not reported")}
DIVERGENCE_LABELS = {state.value: state.label for state in State}


# --- Words --------------------------------------------------------------------------------------


@register.filter
def voice_class(code):
    """Return the class that sets a side's hue on everything inside an element."""
    return VOICE_CLASSES[code]


@register.filter
def voice_label(code):
    return VOICE_LABELS[code]


@register.filter
def completion_label(code):
    return COMPLETION_LABELS[code]


@register.filter
def divergence_label(state):
    return DIVERGENCE_LABELS[state]


# --- Shapes -------------------------------------------------------------------------------------

SHAPES = {
    "government": '<rect x="1" y="1" width="10" height="10"/>',
    "civil_society": '<circle cx="6" cy="6" r="5"/>',
    "independent": '<path d="M6 .2 11.8 6 6 11.8 .2 6z"/>',
    "secretariat": '<path d="M6 1.2 11.4 10.8H.6z"/>',
    "operator": '<path d="M4.4 1h3.2v3.4H11v3.2H7.6V11H4.4V7.6H1V4.4h3.4z"/>',
}


def _drawing(classes, box, body):
    return mark_safe(f'<svg class="{classes}" viewBox="{box}" aria-hidden="true">{body}</svg>')  # noqa: S308 - constants


MARKS = {
    (code, kind): _drawing(f"mark mark--{kind}" if kind else "mark", "0 0 12 12", shape)
    for code, shape in SHAPES.items()
    for kind in ("", "hollow", "none")
}


INNER_SHAPES = {code: mark_safe(body) for code, body in SHAPES.items()}  # noqa: S308 - constants


def _level(filled, *, dashed=False, at_zero=False):
    cells = ""
    for cell in range(3):
        state = ' class="dash"' if dashed else ' class="on"' if cell < filled else ""
        cells += f'<rect{state} x="{cell * 18}.5" y=".5" width="16" height="9"/>'
    if at_zero:
        cells += '<rect class="on" x=".5" y=".5" width="2" height="9"/>'
    return _drawing("lvl", "0 0 54 10", cells)


NOT_ASSESSED = _drawing("lvl", "0 0 54 10", '<line x1="1" y1="5" x2="53" y2="5"/>')
LEVELS = {
    None: NOT_ASSESSED,
    "": NOT_ASSESSED,
    "no_evidence": _level(0, dashed=True),
    **{code: _level(step, at_zero=step == 0) for code, step in STEPS.items()},
}

_OPEN = ("open", '<circle cx="6" cy="6" r="4" stroke-dasharray="2 1.6"/>')
SIGNS = {
    state: (kind, _drawing("", "0 0 12 12", body))
    for state, (kind, body) in {
        "agreed": ("agreed", '<path d="M2 4.2h8M2 7.8h8"/>'),
        "one_step_apart": (
            "step",
            '<path d="M2 4.6c1.3-1.5 2.7-1.5 4 0s2.7 1.5 4 0M2 8.2c1.3-1.5 2.7-1.5 4 0s2.7 1.5 4 0"/>',
        ),
        "contested": ("contested", '<path d="M2 4.2h8M2 7.8h8M8.4 1.2 3.6 10.8"/>'),
        "government_only": _OPEN,
        "civil_society_only": _OPEN,
        "unreported": _OPEN,
    }.items()
}

ICONS = {
    name: _drawing("ico", "0 0 16 16", body)
    for name, body in {
        "clip": '<path d="M13 7.5 7.8 12.7a3 3 0 0 1-4.3-4.2l5.6-5.6a2 2 0 0 1 2.8 2.8L6.4 11.2A1 1 0 0 1 5 9.8l5-5"/>',
        "block": '<circle cx="8" cy="8" r="6"/><path d="m4 4 8 8"/>',
        "clock": '<circle cx="8" cy="8" r="6.3"/><path d="M8 4.5V8l2.5 1.8"/>',
        "right": '<path d="M3 8h10M9 4l4 4-4 4"/>',
        "left": '<path d="M13 8H3M7 4 3 8l4 4"/>',
        "x": '<path d="m3.5 3.5 9 9m0-9-9 9"/>',
        "down": '<path d="M8 2.5v8M4.5 7.5 8 11l3.5-3.5M3 13.5h10"/>',
        "check": '<path d="m3 8.5 3.3 3.3L13 4.8"/>',
        "warn": '<path d="M8 1.8 14.7 13.7H1.3zM8 6v3.8M8 11.7v.1"/>',
        "lock": '<rect x="3.5" y="7" width="9" height="6.5"/><path d="M5.5 7V5a2.5 2.5 0 0 1 5 0v2"/>',
        "feed": '<path d="M3 8.5A4.5 4.5 0 0 1 7.5 13M3 4a9 9 0 0 1 9 9M3.5 12.5v.1"/>',
        "print": '<path d="M4.5 6V2.5h7V6M4.5 11.5H2.5V6h11v5.5h-2M4.5 9.5h7v4h-7z"/>',
    }.items()
}


@register.simple_tag
def mark(code, kind=""):
    """Draw a side's shape: filled, hollow (claimed only) or none (dashed, silent)."""
    return MARKS[code, kind]


@register.simple_tag
def shape(code):
    """Return a side's shape in a box of 12 by 12, for use inside a drawing."""
    return INNER_SHAPES[code]


@register.simple_tag
def level(completion):
    """Draw a verdict as three cells. The word stands beside it."""
    return LEVELS[completion]


@register.simple_tag
def icon(name):
    return ICONS[name]


@register.simple_tag
def voice(code, name="", url="", compact=False):
    """Name an author or owner: shape, hue and side, then who. Compact hides the side from sight only."""
    return _voice(get_language(), code, name, url, compact)


# A page names the same few bodies over and over. Types count, so that a safe string is never taken for an unsafe one.
@lru_cache(maxsize=4096, typed=True)
def _voice(language, code, name, url, compact):
    who = format_html('<a href="{}">{}</a>', url, name) if name and url else name
    if compact and name:
        words = format_html('<span><span class="vh">{}: </span>{}</span>', VOICE_LABELS[code], who)
    elif name:
        words = format_html(
            '<span>{} · <span class="voice__org">{}</span></span>', VOICE_LABELS[code], who
        )
    else:
        words = format_html("<span>{}</span>", VOICE_LABELS[code])
    return format_html(
        '<span class="voice {}">{}{}</span>', VOICE_CLASSES[code], MARKS[code, ""], words
    )


@register.simple_tag
def voice_of(code, organisation, compact=False):
    """Name an organisation: a model, or anything with `short` and `url`, or nobody (None)."""
    if organisation is None:
        return voice(code)
    if hasattr(organisation, "get_absolute_url"):
        url = organisation.get_absolute_url()
    else:
        url = read(organisation, "url")
    return voice(code, read(organisation, "short"), url, compact)


@register.simple_tag
def divergence(status, long=False):
    """Write how far apart the two voices are: sign and words; contested says since when.

    The year is left out when it is this one, unless `long`, which also says for how many days.
    """
    state, since = read(status, "state"), read(status, "contested_since")
    kind, sign = SIGNS[state]
    words = DIVERGENCE_LABELS[state]
    if state == "contested" and since:
        words = format_html(str(_("Contested since {}")), day(since) if long else day_short(since))
        days = read(status, "days_contested")
        if long and days is not None:
            counted = ngettext("%(days)s day", "%(days)s days", days) % {"days": number_text(days)}
            words = format_html("{} · {}", words, counted)
    return format_html('<span class="dv dv--{}">{}<span>{}</span></span>', kind, sign, words)


def said(status, side):
    """Return what one side says: completion code and words. Silence has words of its own."""
    view = read(status, side)
    completion = read(view, "completion") if view else None
    if completion is None:
        return None, SILENT.get(side, NOT_YET)
    return completion, read(view, "label")


@register.simple_tag
def verdict_row(status, side, size="s"):
    """Draw one line of a two-voice status: shape, side, bar, word."""
    completion, words = said(status, side)
    return _verdict_row(get_language(), side, completion, str(words), size)


@lru_cache(maxsize=512)
def _verdict_row(language, side, completion, words, size):
    silent = completion is None
    return format_html(
        '<div class="tv__v {}{}">{}<span class="{}">{}{}</span>{}<b>{}</b></div>',
        VOICE_CLASSES[side],
        " tv__v--none" if silent else "",
        MARKS[side, "none" if silent else ""],
        "who s" if size == "m" else "vh",
        VOICE_LABELS[side],
        "" if size == "m" else ": ",
        LEVELS[completion],
        words,
    )


@register.simple_tag
def said_words(status, side):
    """Return the words of one side's verdict."""
    return said(status, side)[1]


# --- Lists and forms ----------------------------------------------------------------------------


@register.simple_tag
def pages_shown(page_obj):
    """Return the page numbers to link, None where some are left out."""
    paginator = page_obj.paginator
    numbers = paginator.get_elided_page_range(page_obj.number, on_each_side=1, on_ends=1)
    return [None if number == Paginator.ELLIPSIS else number for number in numbers]


@register.simple_tag
def page_link(query, number):
    """Return the address of a page of the same list."""
    return f"?{query}&page={number}" if query else f"?page={number}"


@register.simple_tag
def control(field, lang="", short=False):
    """Draw a form field's control alone. Django adds aria-describedby and aria-invalid."""
    classes = "in in--s" if short else "in"
    attrs = {"class": classes}
    if lang:
        attrs["lang"] = lang
    return SafeString(field.as_widget(attrs=attrs))


@register.simple_tag
def described(descriptions, value):
    """Return the explanation of a choice, or nothing."""
    return descriptions.get(value, "")


@register.simple_tag
def error_list(form):
    """Return every error of a form with the id of the control it belongs to, in the order of the page."""
    found = [{"target": "", "message": message} for message in form.non_field_errors()]
    seen = Counter(message for field in form for message in field.errors)
    for field in form:
        # a group of choices is reached through its first one
        target = f"{field.auto_id}_0" if field.use_fieldset else field.id_for_label
        for message in field.errors:
            # the same sentence twice would not say which field is meant
            words = f"{field.label}: {message}" if seen[message] > 1 else message
            found.append({"target": target, "message": words})
    return found
