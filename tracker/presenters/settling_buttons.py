"""What can be done about an answer, offered to those whom it concerns."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.authorization.verdicts import Verdict
from tracker import workflow
from tracker.authorization import settlements as rules
from tracker.models import Observation, Settlement

Offer = tuple[str, str, str, Verdict]

NOT_RESOLVED = Settlement.Outcome.NOT_RESOLVED


def offers(user: Any, observation: Observation, settlements: Sequence[Settlement]) -> list[Offer]:
    """Return what whoever asked, and the forum, can do; others are offered nothing here."""
    found: list[Offer] = []
    if rules.speaks_for_asker(user, observation):
        label, url = (
            _("Say whether the answer settles it"),
            reverse("settle", args=[observation.uid]),
        )
        found.append(("settle", label, url, rules.may_settle(user, observation)))
    for row in settlements:
        row.observation = observation
        found += [offer for offer in _of_settlement(user, row) if offer[3]]
    return found


def _of_settlement(user: Any, row: Settlement) -> list[Offer]:
    verbs = {move.verb for move in workflow.possible(workflow.SETTLEMENT, row.state)}
    found: list[Offer] = []
    if "escalate" in verbs and row.outcome == NOT_RESOLVED:
        may = rules.may_escalate(user, row)
        found.append(("escalate", _("Bring it to the forum"), _url("escalate", row), may))
    if "close" in verbs:
        may = rules.may_close_question(user, row)
        found.append(("close", _("Close it with a note"), _url("close_question", row), may))
    if "take_back_word" in verbs:
        may = rules.may_take_back_word(user, row)
        label = _("Take back your word on the answer")
        found.append((f"word-{row.pk}", label, _url("take_back_word", row), may))
    return found


def _url(name: str, row: Settlement) -> str:
    return reverse(name, args=[row.uid])
