"""Many processes edit the same milestones: every accepted save is in the history, and none is lost.

Each process reads a milestone, waits a moment, and writes from the version that it saw: its
description, its due date, or a report. What somebody else was quicker with is refused, not
overwritten; nobody meets a locked database.
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


def main(arguments):
    """Run the proof and print the figures. Returns 1 when something was lost."""
    parser = proving.parser("processes", __doc__)
    parser.add_argument("--workers", type=int, default=8)
    parser.add_argument("--edits", type=int, default=200, help="of each process")
    options = parser.parse_args(arguments)
    site.prepare(options.postgres)
    keys = proving.build(options.milestones)
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

    chance = random.Random(seed)
    people = {user.name: user for user in User.objects.all()}
    accepted, outcomes = [], Counter()
    for _ in range(edits):
        write = chance.choice((_describe, _move, _report))
        try:
            accepted.append(write(chance, chance.choice(keys), people))
            outcomes["accepted"] += 1
        except StaleVersion:
            outcomes["refused as stale"] += 1
        except Exception as fault:  # whatever else it is, it is what we look for
            outcomes[f"{type(fault).__name__}: {fault}"[:200]] += 1
    return accepted, outcomes


def _think(chance):
    time.sleep(chance.random() * LONGEST_THOUGHT)


def _describe(chance, key, people):
    from tracker.actions.milestones import change_milestone
    from tracker.models import Milestone

    milestone = Milestone.objects.get(pk=key)
    _think(chance)
    done = change_milestone(
        milestone=milestone,
        by=people["Pat"],
        seen_version=milestone.version,
        title_en=f"Milestone {uuid.uuid4()}",
    )
    return "milestone", key, done.version


def _move(chance, key, people):
    from tracker.actions.milestones import move_due_date
    from tracker.models import Milestone

    milestone = Milestone.objects.get(pk=key)
    _think(chance)
    done = move_due_date(
        milestone=milestone,
        # Another day each time: a date that is moved to where it is, is no change.
        to=milestone.due_date + dt.timedelta(days=chance.choice((-1, 1))),
        precision="day",
        reason="Por el clima.",
        by=people["Pat"],
        seen_version=milestone.version,
    )
    return "milestone", key, done.version


def _report(chance, key, people):
    from tests.factories import words
    from tracker.models import Milestone

    milestone = Milestone.objects.select_related("owner", "commitment__plan").get(pk=key)
    seen = words.seen_reports(milestone)
    _think(chance)
    words.report(milestone, people["Amina"], seen_reports=seen)
    return "report", key, seen + 1


def _state(keys):
    """Return the number of history entries, and the versions that the milestones have."""
    from ledger.models import HistoryEntry
    from tracker.models import Milestone

    rows = Milestone.objects.filter(pk__in=keys).select_related("status").order_by("pk")
    versions = {("milestone", row.pk): row.version for row in rows}
    versions |= {("report", row.pk): row.status.reports_version for row in rows}
    return HistoryEntry.objects.count(), versions


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
    result = {
        "engine": "postgresql" if options.postgres else "sqlite",
        "processes": options.workers,
        "edits": options.workers * options.edits,
        "milestones": options.milestones,
        "accepted": len(accepted),
        "refused_as_stale": outcomes["refused as stale"],
        "history_entries": after[0] - before[0],
        "lost_updates": lost,
        "faults": faults,
        "history_is_whole": proving.is_whole(),
        "seconds": round(seconds, 1),
    }
    told = len(accepted) + outcomes["refused as stale"] == result["edits"]
    recorded = result["history_entries"] == len(accepted)
    result["proven"] = told and recorded and not lost and result["history_is_whole"]
    return result
