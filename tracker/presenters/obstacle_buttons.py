"""What a reader may say of an obstacle, as the offers of a page."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.authorization.verdicts import Verdict
from tracker.authorization import obstacles as rules
from tracker.models import Commitment, Entry, Milestone, ObstacleResolution
from tracker.queries.obstacles import current_of

Offer = tuple[str, str, str, Verdict]


def describe(user: Any, subject: Commitment | Milestone) -> Offer:
    """Offer to describe an obstacle; of a milestone, one that blocks it."""
    return (
        "obstacle",
        _("Describe an obstacle"),
        form_address(subject),
        rules.may_describe(user, subject.commitment),
    )


def form_address(subject: Commitment | Milestone) -> str:
    """Return where an obstacle is described that blocks a subject."""
    commitment = subject.commitment
    address = reverse("describe_obstacle", args=[commitment.plan.slug, commitment.number])
    return f"{address}?milestone={subject.number}" if isinstance(subject, Milestone) else address


def offers(user: Any, entry: Entry) -> list[Offer]:
    """Offer what can be said of an obstacle that stands: an action, its end, the other description."""
    current = current_of(entry.detail)
    if current.pk != entry.pk or entry.is_withdrawn or entry.is_documented:
        return []
    return [
        (
            "agenda",
            _("Tell what civil society did about it"),
            reverse("agenda_action", args=[entry.uid]),
            rules.may_act(user, current),
        ),
        (
            "resolve",
            _say(current.outcome),
            reverse("resolve_obstacle", args=[entry.uid]),
            rules.may_resolve(user, current),
        ),
        (
            "describe",
            _("Describe the same obstacle as your side sees it"),
            f"{form_address(entry.commitment)}?same_as={entry.uid}",
            rules.describes_too(user, current),
        ),
    ]


def share(user: Any, draft: Entry) -> Offer:
    """Offer to let the table alone read a draft."""
    url = reverse("share_obstacle", args=[draft.uid])
    return "share", _("Share with the table only"), url, rules.may_share(user, draft)


def _say(outcome: str) -> str:
    if ObstacleResolution.next_after(outcome) == ObstacleResolution.Outcome.RESOLVED:
        return _("Say that it is resolved")
    return _("Say that it is open again")
