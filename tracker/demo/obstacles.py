"""How people of the example describe obstacles, act on the agenda, and say that one is resolved."""

import uuid

from tracker.actions.entries import publish, save_draft
from tracker.actions.sharing import share
from tracker.models import Entry, Milestone, Obstacle, ObstacleResolution


def describe(act, commitment, days, same_as, who):
    """Describe an obstacle, in public or to the table alone. `days` reads a date of the file."""
    numbers = act.get("blocks", [])
    told = {
        "kind": Entry.Kind.OBSTACLE,
        "subject": commitment,
        "uid": uuid.uuid4(),
        "seen_version": 0,
        "language": act["language"],
        "text": act["text"].strip(),
        "type": act["type"],
        "severity": act["severity"],
        "law": act.get("law", ""),
        "article": act.get("article", ""),
        "unblocker_text": act["unblocker"],
        "ask": act["ask"],
        "opened_date": days(act["opened_on"]),
        "blocks": list(Milestone.objects.filter(commitment=commitment, number__in=numbers)),
        "same_as": same_as,
        **who,
    }
    if not act.get("with_the_table"):
        return publish(**told)
    draft = save_draft(**told)
    return share(entry=draft, seen_version=draft.version, **who)


def act_on_agenda(act, obstacle, day, who):
    """Say what civil society did while it stood in the way."""
    return _follow(Entry.Kind.AGENDA_ACTION, act, obstacle, who, type=act["type"], fact_date=day)


def resolve(act, obstacle, day, who):
    outcome = ObstacleResolution.Outcome.RESOLVED
    kind = Entry.Kind.OBSTACLE_RESOLUTION
    return _follow(kind, act, obstacle, who, outcome=outcome, fact_date=day)


def _follow(kind, act, obstacle, who, **fields):
    return publish(
        kind=kind,
        subject=obstacle.subject,
        to=Obstacle.objects.get(pk=obstacle.root_id),
        uid=uuid.uuid4(),
        seen_version=0,
        language=act["language"],
        text=act["text"].strip(),
        **fields,
        **who,
    )
