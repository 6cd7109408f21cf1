"""Hand a component the geometry of its figure. Used inside `templates/components/` only."""

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.presenters import differences, figures, placements, ruler
from tracker.presenters.figures import read
from tracker.templatetags.onda import COMPLETION_LABELS, NOT_YET, SILENT, VOICE_LABELS, said

register = template.Library()


@register.simple_tag
def lane_figure(lane, axis):
    return figures.lane(lane, axis)


@register.simple_tag
def axis_ticks(axis):
    return figures.ticks(axis)


@register.simple_tag
def axis_today(axis):
    return figures.today_share(axis)


@register.simple_tag
def pulse_figure(events, silences, axis):
    return figures.pulse(events, silences, axis)


@register.simple_tag
def mirror_figure(items):
    return placements.mirror(items)


@register.simple_tag
def unit_label(placement, side):
    """Say what one unit of the mirror or the matrix stands for."""
    completion = read(placement, side)
    words = _("Commitment %(number)s, %(title)s. %(side)s: %(verdict)s")
    return words % {
        "number": read(placement, "number"),
        "title": read(placement, "title"),
        "side": VOICE_LABELS[side],
        "verdict": SILENT.get(side, NOT_YET)
        if completion is None
        else COMPLETION_LABELS[completion],
    }


@register.simple_tag
def matrix_figure(items, ambitions):
    return placements.matrix(items, ambitions)


@register.simple_tag
def matrix_columns():
    return placements.COLUMNS[1:]


@register.simple_tag
def ruler_figure(status):
    civil_society = read(status, "civil_society")
    verdicts = read(civil_society, "verdicts") if civil_society else []
    return ruler.ruler(
        said(status, "government")[0],
        said(status, "civil_society")[0],
        [read(verdict, "completion") for verdict in verdicts] if len(verdicts) > 1 else [],
    )


@register.simple_tag
def ruler_message(status):
    """Say in one sentence what the ruler shows."""
    return _(
        "IRM completion scale. Government: %(government)s. Civil society: %(civil_society)s."
    ) % {side: said(status, side)[1] for side in ("government", "civil_society")}


@register.simple_tag
def steps_apart(steps):
    return ngettext("%(steps)d step apart", "%(steps)d steps apart", steps) % {"steps": steps}


@register.simple_tag
def word_difference(old, new):
    """Return the word by word difference as (op, white space before, text); either text may be missing.

    The white space stands outside the mark, so that no space is struck through.
    """
    parts = []
    for op, text in differences.difference(str(old or ""), str(new or "")):
        words = text.lstrip()
        if op == "same" or not words:
            parts.append((op, "", text))
        else:
            parts.append((op, text[: len(text) - len(words)], words))
    return parts
