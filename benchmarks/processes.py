"""Many processes edit the same milestones: every accepted save is in the history, and none is lost.

Each process reads a milestone, waits a moment, and writes from the version that it saw: a report, a
revision of the joint note, a proposal of another due date, or the answer that carries one out. What
somebody else was quicker with is refused, not overwritten; nobody meets a locked database.
"""

import datetime as dt
import random
import time
import uuid
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from benchmarks import proving, site

LONGEST_THOUGHT = 0.01  # seconds between reading and writing

# The entries of history that each kind of save makes: a proposal that is accepted is answered, its
# change is written, and it is closed.
ENTRIES = {"report": 1, "note": 1, "proposal": 1, "milestone": 3}


def main(arguments):
    """Run the proof and print the figures. Returns 1 when something was lost."""
    parser = proving.parser("processes", __doc__)
    parser.add_argument("--workers", type=int, default=8)
    parser.add_argument("--edits", type=int, default=200, help="of each process")
    options = parser.parse_args(arguments)
    site.prepare(options.postgres)
    keys = proving.build(options.milestones)
    proving.begin_notes(keys)
    before = _state(keys)
    began = time.monotonic()
    with ProcessPoolExecutor(options.workers, mp_context=get_context("spawn")) as pool:
        seeds = [options.seed * 1000 + number for number in range(options.workers)]
        done = list(pool.map(edit, seeds, [keys] * len(seeds), [options.edits] * len(seeds)))
    seconds = time.monotonic() - began
    return proving.tell(_judge(options, done, before, _state(keys), seconds), options.json)


def edit(seed, keys, edits):
    """Edit at random, in a process of its own. Returns what was accepted and what was not."""
    import django

    django.setup()
    from accounts.models import User
    from ledger.models import StaleVersion
    from tracker.workflow import WrongState

    chance = random.Random(seed)
    people = {user.name: user for user in User.objects.all()}
    accepted, outcomes = [], Counter()
    for _ in range(edits):
        write = chance.choice((_report, _write_note, _propose, _accept))
        try:
            accepted.append(write(chance, chance.choice(keys), people))
            outcomes["accepted"] += 1
        except (StaleVersion, WrongState):
            outcomes["refused as stale"] += 1
        except Exception as fault:  # whatever else it is, it is what we look for
            outcomes[f"{type(fault).__name__}: {fault}"[:200]] += 1
    return accepted, outcomes


def _think(chance):
    time.sleep(chance.random() * LONGEST_THOUGHT)


def _milestone(key):
    from tracker.models import Milestone

    return Milestone.objects.select_related("owner", "commitment__plan").get(pk=key)


def _report(chance, key, people):
    from tests.factories import words

    milestone = _milestone(key)
    seen = words.seen_reports(milestone)
    _think(chance)
    words.report(milestone, people["Amina"], seen_reports=seen)
    return "report", key, seen + 1


def _write_note(chance, key, people):
    from tests.factories import joint_notes

    milestone = _milestone(key)
    seen = milestone.joint_note.latest
    _think(chance)
    writer = people[chance.choice(("Amina", "Lucia"))]
    done = joint_notes.write_note(milestone, writer, f"Vimos {uuid.uuid4()}.", base=seen)
    return "note", key, done.number


def _propose(chance, key, people):
    from tests.factories import proposals

    milestone = _milestone(key)
    _think(chance)
    # Another day each time: a date that is moved to where it is, is no change.
    day = milestone.due_date + dt.timedelta(days=chance.choice((-1, 1)))
    done = proposals.propose(
        milestone,
        people["Amina"],
        due_date=day,
        due_precision="day",
        seen_version=milestone.version,
    )
    return "proposal", key, done.pk


def _accept(chance, key, people):
    """Accept the newest open proposal; make one where there is none."""
    from accounts.authorization.verdicts import NotAllowed
    from ledger.models import StaleVersion
    from tests.factories import proposals
    from tracker.models import Proposal

    still_open = Proposal.objects.filter(milestone=key, state=Proposal.State.OPEN).order_by("-pk")
    if (made := still_open.first()) is None:
        return _propose(chance, key, people)
    _think(chance)
    try:
        # Words of its own: the same answer sent twice is one answer.
        done = proposals.accept(made, people["Lucia"], reason=f"De acuerdo: {uuid.uuid4()}.")
    except NotAllowed:
        if still_open.filter(pk=made.pk).exists():
            raise
        raise StaleVersion(made) from None  # somebody was quicker: nobody accepts it again
    return "milestone", key, done.carried_version


def _state(keys):
    """Return the number of history entries, and how often each thing has been saved."""
    from django.db.models import Count

    from ledger.models import HistoryEntry
    from tracker.models import Milestone

    rows = (
        Milestone.objects.filter(pk__in=keys)
        .select_related("status", "joint_note")
        .annotate(proposed=Count("proposals"))
        .order_by("pk")
    )
    saved = {}
    for row in rows:
        saved["milestone", row.pk] = row.version
        saved["report", row.pk] = row.status.reports_version
        saved["note", row.pk] = row.joint_note.latest
        saved["proposal", row.pk] = row.proposed
    return HistoryEntry.objects.count(), saved


def _judge(options, done, before, after, seconds):
    """Return the figures. An update is lost where two were accepted on one version."""
    accepted = [save for saves, _outcomes in done for save in saves]
    outcomes = sum((found for _saves, found in done), Counter())
    faults = {k: n for k, n in outcomes.items() if k not in ("accepted", "refused as stale")}
    counts = Counter((noun, key) for noun, key, _version in accepted)
    lost = (
        len(accepted)
        - len(set(accepted))
        + sum(after[1][row] != before[1][row] + counts[row] for row in after[1])
    )
    kinds = Counter(noun for noun, _key, _version in accepted)
    result = {
        "engine": "postgresql" if options.postgres else "sqlite",
        "processes": options.workers,
        "edits": options.workers * options.edits,
        "milestones": options.milestones,
        "accepted": len(accepted),
        "accepted_by_kind": dict(sorted(kinds.items())),
        "refused_as_stale": outcomes["refused as stale"],
        "entries_to_expect": sum(ENTRIES[noun] * number for noun, number in kinds.items()),
        "history_entries": after[0] - before[0],
        "lost_updates": lost,
        "faults": faults,
        "history_is_whole": proving.is_whole(),
        "seconds": round(seconds, 1),
    }
    told = len(accepted) + outcomes["refused as stale"] == result["edits"]
    recorded = result["history_entries"] == result["entries_to_expect"]
    every_kind = set(kinds) == set(ENTRIES)
    whole = not lost and result["history_is_whole"]
    result["proven"] = told and recorded and every_kind and whole
    return result
