"""How people of the example record ripples and say what they find about those of others."""

import uuid

from tracker.actions.entries import publish
from tracker.models import Entry, Ripple


def record(act, commitment, evidence, days, led_by, who):
    """Record a ripple. `days` turns a date of the file into the day that stands for it."""
    return publish(
        kind=Entry.Kind.RIPPLE,
        subject=commitment,
        uid=uuid.uuid4(),
        seen_version=0,
        language=act["language"],
        title=act["title"],
        text=act["text"].strip(),
        layer=act["layer"],
        type=act["type"],
        contribution=act["contribution"],
        for_whom=act.get("for_whom", ""),
        place=act.get("place", ""),
        effect=act.get("effect", Ripple.Effect.BETTER),
        anticipated=act.get("anticipated", ""),
        noticed_date=days(act["noticed_on"]),
        noticed_precision=act.get("noticed_precision", "day"),
        led_by=led_by,
        evidence=evidence,
        **who,
    )


def find(act, ripple, evidence, who):
    """Say what somebody else found about a ripple."""
    return publish(
        kind=Entry.Kind.RIPPLE_FINDING,
        subject=ripple.subject,
        to=Ripple.objects.get(pk=ripple.pk),
        uid=uuid.uuid4(),
        seen_version=0,
        language=act["language"],
        finding=act["finding"],
        text=act["text"].strip(),
        evidence=evidence,
        **who,
    )
