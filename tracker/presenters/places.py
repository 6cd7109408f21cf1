"""Where a page of a plan stands: the plan's navigation and the way down to the page."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from tracker.models import Commitment, Milestone, Plan
from tracker.presenters.wording import worded

# A crumb says which commitment, not all of its title.
SHORT_TITLE = 48


def plan_nav(plan: Plan, current: str) -> dict[str, Any]:
    """Return the arguments of `layouts/plan.html`. `current` is plan, commitments,
    proposals, table, history or ""."""
    title = worded(plan, "title")
    return {
        "title": title.text,
        "lang": title.lang,
        "url": plan.get_absolute_url(),
        "commitments_url": reverse("commitments", args=[plan.slug]),
        "proposals_url": reverse("proposals", args=[plan.slug]),
        "table_url": reverse("plan_table", args=[plan.slug]),
        "history_url": reverse("plan_history", args=[plan.slug]),
        "nature": plan.nature,
        "current": current,
    }


def crumbs(*ways: tuple[str, str]) -> list[dict[str, str]]:
    """Return crumbs from `(label, url)`, the plans first; the last one is the page itself."""
    found = [{"label": _("Plans"), "url": reverse("plans")}]
    found += [{"label": label, "url": url} for label, url in ways]
    found[-1]["url"] = ""
    return found


def way_to_plan(plan: Plan) -> list[tuple[str, str]]:
    return [
        (f"{worded(plan, 'jurisdiction')} {plan.period}", plan.get_absolute_url()),
        (_("Commitments"), reverse("commitments", args=[plan.slug])),
    ]


def way_to_commitment(commitment: Commitment) -> list[tuple[str, str]]:
    label = f"{commitment.number} {shortened(worded(commitment, 'title').text)}"
    return [*way_to_plan(commitment.plan), (label, commitment.get_absolute_url())]


def way_to_milestone(milestone: Milestone) -> list[tuple[str, str]]:
    label = _("Milestone %(number)s") % {"number": milestone.label}
    return [*way_to_commitment(milestone.commitment), (label, milestone.get_absolute_url())]


def shortened(text: str, most: int = SHORT_TITLE) -> str:
    """Return the words of a text that fit into so many characters."""
    if len(text) <= most:
        return text
    cut = text[:most].rsplit(" ", 1)[0].rstrip(" ,;:.–-")
    return f"{cut or text[:most]}…"
