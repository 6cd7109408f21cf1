"""What a reader may do about ripples, as offers of `buttons`."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.authorization.verdicts import Verdict
from tracker.authorization.ripples import may_find, may_record_ripple
from tracker.models import Commitment, Entry, Ripple

Offer = tuple[str, str, str, Verdict]


def record(user: Any, commitment: Commitment) -> Offer:
    """Offer to record a ripple of a commitment."""
    url = reverse("record_ripple", args=[commitment.plan.slug, commitment.number])
    return "ripple", _("Record a ripple"), url, may_record_ripple(user, commitment)


def about(user: Any, ripple: Ripple) -> list[Offer]:
    """Offer to say what one found about a ripple, and to record what it led to."""
    find = reverse("find_on_ripple", args=[ripple.uid])
    found: list[Offer] = [("find", _("Say what you found"), find, may_find(user, ripple))]
    _name, _label, url, verdict = record(user, ripple.commitment)
    if verdict and ripple.state == Entry.State.PUBLISHED:
        follow = f"{url}?led_by={ripple.uid}"
        found.append(("follow", _("Record what it led to"), follow, verdict))
    return found
