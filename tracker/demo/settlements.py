"""How people of the example say what they think of an answer, and bring a question to the forum."""

import uuid

from tracker.actions import settlements
from tracker.models import Observation, Settlement


def settle(act, observation, who):
    """Accept the newest answer, or say that it does not resolve the question."""
    settlements.settle(
        observation=observation,
        seen_answer=Observation.objects.get(pk=observation.pk).last_answer(),
        outcome=act["outcome"],
        reason=act.get("reason", "").strip(),
        uid=uuid.uuid4(),
        **who,
    )


def escalate(act, observation, who):
    """Bring to the forum what the newest word says is not resolved."""
    word = Settlement.objects.with_all().standing().filter(observation=observation).latest("pk")
    settlements.escalate(settlement=word, reason=act["reason"], seen_version=word.version, **who)
