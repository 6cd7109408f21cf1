"""What has to happen by the clock, without anybody asking.

A chore finds in the tables what is due, does it with the same actions as people, and returns how many things
it did. It keeps no list of its own: killed half-way, or run by two workers at once, it finds the rest, or
nothing. `manage.py work` runs them all (decision 10).
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from django.core.management import call_command
from django.db import DatabaseError
from django.utils import timezone

from accounts.actions.invitations import forget_addresses
from tracker.actions import embargoes, joint_note_presence, links, purging, sharing, uploads
from tracker.models import Entry

log = logging.getLogger("tracker.chores")

SOON, MINUTE, HOUR, DAY = 15, 60, 60 * 60, 24 * 60 * 60


@dataclass(frozen=True)
class Chore:
    """`every` is in seconds; `run(now)` returns how many things it did."""

    name: str
    every: int
    run: Callable[..., int]


def clear_sessions(now):
    """Remove the sessions that ended: nobody can use them, and they tell who was here."""
    call_command("clearsessions")
    return 0


def publish_due(now):
    """Publish what was embargoed until now; what its author may not publish goes back to a draft."""
    done = 0
    for entry in Entry.everything.due(now).select_related("commitment__plan"):
        try:
            done += embargoes.publish_due(entry=entry, now=now) is not None
        except DatabaseError:
            raise
        except Exception:  # one that cannot appear keeps back no other
            log.exception("an entry did not appear on its day")
    return done


def end_sharing(now):
    """Give back to its organisation what lay with the table alone for as long as it may."""
    return sum(sharing.end_sharing(obstacle=obstacle, now=now) for obstacle in sharing.over(now))


def forget_presences(now):
    """Remove who closed the page of a joint note without saying so."""
    return joint_note_presence.forget(now=now)


CHORES = (
    Chore("publish-due", SOON, publish_due),
    Chore("end-sharing", MINUTE, end_sharing),
    Chore("clear-sessions", DAY, clear_sessions),
    Chore("sweep-uploads", HOUR, uploads.sweep_uploads),
    Chore("sweep-bytes", DAY, uploads.sweep_bytes),
    Chore("purge-erased", MINUTE, purging.purge_erased),
    Chore("forget-presences", 10 * MINUTE, forget_presences),
    Chore("forget-addresses", DAY, forget_addresses),
    Chore("check-links", MINUTE, links.check_links),
)


def run_due(chores, last_runs, now=None):
    """Run the chores whose time has come and note it in `last_runs`; one that fails stops no other."""
    now = now or timezone.now()
    for chore in chores:
        last = last_runs.get(chore.name)
        if last is not None and (now - last).total_seconds() < chore.every:
            continue
        last_runs[chore.name] = now
        try:
            done = chore.run(now)
        except DatabaseError as error:  # away for a moment, or busy: the next round tries again
            log.warning("%s was put off: %s", chore.name, error)
        except Exception:
            log.exception("%s failed", chore.name)
        else:
            if done:
                log.info("%s: %d done", chore.name, done)
