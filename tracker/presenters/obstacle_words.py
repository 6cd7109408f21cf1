"""What is said of obstacles, as the words of a statement: its title, its codes, its other texts."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Side
from tracker.models import AgendaAction, Entry, Obstacle, ObstacleResolution
from tracker.presenters.dates import day_text


def title(entry: Entry) -> str:
    """Return what an entry about an obstacle is, in a word or two; "" for a draft that does not say."""
    detail = entry.detail
    match entry.kind:
        case Entry.Kind.OBSTACLE if detail.type:
            return _("Obstacle: %(type)s") % {"type": type_label(detail.type).lower()}
        case Entry.Kind.AGENDA_ACTION if detail.type:
            label = str(AgendaAction.Type(detail.type).label)
            return _("Agenda action: %(type)s") % {"type": label.lower()}
        case Entry.Kind.OBSTACLE_RESOLUTION if detail.outcome:
            return outcome_title(detail.outcome)
    return ""


def type_label(code: str) -> str:
    return str(Obstacle.Type(code).label) if code else ""


def severity_label(code: str) -> str:
    return str(Obstacle.Severity(code).label) if code else ""


def outcome_title(outcome: str) -> str:
    if outcome == ObstacleResolution.Outcome.RESOLVED:
        return _("Obstacle resolved")
    return _("Obstacle open again")


def codes(entry: Entry) -> list[tuple[str, Any]]:
    """Return codes and dates; a value may be empty."""
    detail = entry.detail
    match entry.kind:
        case Entry.Kind.OBSTACLE:
            return [
                (_("Severity"), severity_label(detail.severity)),
                (_("Blocks"), blocked_text(detail)),
                (_("Stands since"), day_text(detail.opened_date)),
                (_("Who can unblock it"), detail.unblocker.short if detail.unblocker else ""),
            ]
        case Entry.Kind.AGENDA_ACTION:
            return [(_("Done on"), day_text(detail.fact_date))]
        case Entry.Kind.OBSTACLE_RESOLUTION:
            label = _("Resolved on") if is_resolved(detail.outcome) else _("Open again since")
            return [(label, day_text(detail.fact_date))]
    return []


def written(entry: Entry) -> list[tuple[str, str]]:
    """Return what was written besides the text; it may be empty."""
    if entry.kind != Entry.Kind.OBSTACLE:
        return []
    detail = entry.detail
    who = _("Who else can unblock it") if detail.unblocker_id else _("Who can unblock it")
    return [
        (_("Legal reference"), law_text(detail)),
        (who, detail.unblocker_text),
        (_("What is asked"), detail.ask),
    ]


def law_text(obstacle: Obstacle) -> str:
    """Return an article and its law as they were written."""
    if not obstacle.law:
        return ""
    if not obstacle.article:
        return obstacle.law
    article = obstacle.article
    if article[:1].isdigit():
        article = _("art. %(number)s") % {"number": article}
    return f"{obstacle.law}, {article}"


def blocked_text(obstacle: Obstacle) -> str:
    """Return which milestones an obstacle blocks, by the numbers that readers know."""
    return blocked_label([milestone.label for milestone in blocked(obstacle)])


def blocked(obstacle: Obstacle) -> list[Any]:
    """Return the milestones it names, in order; a page that loaded them asks no second time."""
    return sorted(obstacle.blocks.all(), key=lambda milestone: milestone.number)


def blocked_label(labels: Iterable[str]) -> str:
    labels = list(labels)
    if not labels:
        return _("The whole commitment")
    return ngettext("Milestone %(numbers)s", "Milestones %(numbers)s", len(labels)) % {
        "numbers": ", ".join(labels)
    }


def who_text(obstacle: Obstacle) -> str:
    """Return who can unblock it, in the words of its description."""
    short = obstacle.unblocker.short if obstacle.unblocker else ""
    return ", ".join(text for text in (short, obstacle.unblocker_text) if text)


def is_resolved(outcome: str) -> bool:
    return outcome == ObstacleResolution.Outcome.RESOLVED


def differing(descriptions: Iterable[Any]) -> str:
    """Say which kind each side names, where they name different ones: “Government says legal, …”.

    `descriptions` are obstacles of several sides, or entries loaded with them.
    """
    said: dict[str, list[str]] = {}
    for each in descriptions:
        code = getattr(each.detail, "type", "")
        if each.kind == Entry.Kind.OBSTACLE and code:
            kinds = said.setdefault(str(each.side), [])
            label = type_label(code).lower()
            if label not in kinds:
                kinds.append(label)
    if len(said) < 2 or len({tuple(sorted(kinds)) for kinds in said.values()}) < 2:
        return ""
    clauses = [
        _("%(side)s says %(kinds)s") % {"side": Side(side).label, "kinds": ", ".join(kinds)}
        for side, kinds in sorted(said.items(), reverse=True)
    ]
    return "; ".join(clauses) + "."
