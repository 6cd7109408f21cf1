"""Who has the working page of a joint note open. Not in the history, and soon forgotten."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from accounts.authorization.verdicts import require
from tracker.authorization.joint_notes import may_read_note
from tracker.models import NotePresence

FORGOTTEN_AFTER = dt.timedelta(hours=1)


@transaction.atomic
def arrive(*, milestone, by, is_writing=False, now=None):
    """Note that somebody opened the page, or is still there, after asking whether they may.

    Raises NotAllowed; somebody who lost the right is no longer there.
    """
    now = now or timezone.now()
    verdict = may_read_note(by, milestone, now)
    columns = {"is_writing": is_writing, "checked_at": now, "seen_at": now}
    if verdict:
        columns["organisation"] = verdict.organisation
        NotePresence.objects.update_or_create(milestone=milestone, user=by, defaults=columns)
    return require(verdict)


def stay(*, presence, is_writing, now=None):
    """Note that somebody is still there: one write, where the right was asked for lately."""
    here = NotePresence.objects.filter(pk=presence.pk)
    return here.update(is_writing=is_writing, seen_at=now or timezone.now())


def leave(*, milestone, by):
    """Note that somebody closed the page."""
    NotePresence.objects.filter(milestone=milestone, user=by).delete()


def forget(*, now=None):
    """Remove who left without saying so. Returns how many."""
    past = (now or timezone.now()) - FORGOTTEN_AFTER
    return NotePresence.objects.filter(seen_at__lt=past).delete()[0]
