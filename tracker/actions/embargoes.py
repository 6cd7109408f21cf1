"""What waits for its day: it appears by itself then, at once, or goes back to being a draft.

Until it appears it is its organisation's alone, like a draft, and not in the history.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.authorization.verdicts import require
from ledger.models import StaleVersion
from ledger.recording import lock
from tracker import workflow
from tracker.actions.publishing import appear
from tracker.authorization import entries as rules
from tracker.models import Entry


@transaction.atomic
def publish_now(*, entry, by, seen_version, now=None):
    """Publish an embargoed entry before its day.

    Raises NotAllowed, WrongState, StaleVersion, ValidationError.
    """
    now = now or timezone.now()
    lock(entry.plan.chain_key)
    entry = _fresh(entry)
    organisation = require(rules.may_publish(by, entry, now))
    workflow.find(workflow.ENTRY, "publish_now", entry.state)
    _require_seen(entry, seen_version)
    return appear(entry, by=by, organisation=organisation, now=now, verb="publish_now")


@transaction.atomic
def take_back(*, entry, by, seen_version, now=None):
    """Make an embargoed entry a draft again. Not in the history.

    Raises NotAllowed, WrongState, StaleVersion.
    """
    now = now or timezone.now()
    lock(entry.plan.chain_key)
    entry = _fresh(entry)
    require(rules.may_take_back(by, entry, now))
    move = workflow.find(workflow.ENTRY, "take_back", entry.state)
    entry.compare_and_swap(seen_version, state=move.target)
    return entry


@transaction.atomic
def publish_due(*, entry, now=None):
    """Publish an entry whose moment has come, in the name of whoever set it; return what became of it.

    The clock may no more than its author: what they may not publish now goes back to being a
    draft that says why. Nothing happens (None) to what somebody else took care of meanwhile.
    """
    now = now or timezone.now()
    lock(entry.plan.chain_key)
    entry = _fresh(entry)
    if not entry.is_embargoed or entry.not_before > now:
        return None
    # Its organisation reads why in the language of its author.
    with translation.override(entry.author.language):
        verdict = rules.may_appear(entry.author, entry, now)
        if not verdict:
            return _keep_back(entry, verdict.reason)
        try:
            return appear(
                entry,
                by=entry.author,
                organisation=verdict.organisation,
                now=now,
                verb="publish_now",
            )
        except ValidationError as error:
            return _keep_back(entry, " ".join(error.messages))


def _keep_back(entry, reason):
    move = workflow.find(workflow.ENTRY, "take_back", entry.state)
    why = _("It did not appear on its day. %(reason)s") % {"reason": reason}
    entry.compare_and_swap(entry.version, state=move.target, not_before=None, kept_back=why[:500])
    return entry


def _fresh(entry):
    related = ("author", "commitment__plan__secretariat", "milestone__owner")
    rows = Entry.everything.with_kinds().select_related(*related, "milestone__commitment__plan")
    return rows.get(pk=entry.pk).detail


def _require_seen(entry, seen_version):
    if entry.version != seen_version:
        raise StaleVersion(entry)
