"""What may be done with an entry once it is begun: go on, publish, correct, withdraw."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.authorization.verdicts import Verdict, allow, deny
from tracker.authorization.lasting import may_embed, may_follow_up, may_reverse
from tracker.authorization.ripples import may_find, may_record_ripple
from tracker.authorization.speaking import (
    may_assess,
    may_document,
    may_observe,
    may_report,
    may_respond,
    sign_in,
)
from tracker.models import Entry, Plan

# The rule of each kind, `rule(user, about, now)`: `about` is what its entries speak of (`Entry.about`).
MAY_SAY: dict[str, Callable[..., Verdict]] = {
    Entry.Kind.PROGRESS_REPORT: may_report,
    Entry.Kind.OBSERVATION: may_observe,
    Entry.Kind.RESPONSE: may_respond,
    Entry.Kind.INDEPENDENT_ASSESSMENT: may_assess,
    Entry.Kind.RIPPLE: may_record_ripple,
    Entry.Kind.RIPPLE_FINDING: may_find,
    Entry.Kind.EMBEDDING: may_embed,
    Entry.Kind.REVERSAL: may_reverse,
    Entry.Kind.FOLLOW_UP_CHECK: may_follow_up,
}


def may_edit_draft(user: Any, entry: Entry, now: dt.datetime | None = None) -> Verdict:
    """A draft belongs to the organisation that started it."""
    if not user.is_authenticated:
        return sign_in()
    if user.membership_in(entry.organisation_id, entry.plan.day_of(now or timezone.now())):
        return allow(entry.organisation)
    return _belongs_elsewhere(entry)


def _belongs_elsewhere(entry: Entry) -> Verdict:
    return deny(
        _("This belongs to %(organisation)s. Nobody else changes it.")
        % {"organisation": entry.organisation_name}
    )


def _may_go_on(user: Any, entry: Entry, now: dt.datetime | None) -> Verdict:
    """Somebody of several organisations goes on in the name of the entry's own, or not at all."""
    verdict = may_speak(user, entry, now)
    if not verdict:
        return verdict
    if entry.organisation not in verdict.organisations:
        return _belongs_elsewhere(entry)
    return allow(entry.organisation)


def may_publish(user: Any, entry: Entry, now: dt.datetime | None = None) -> Verdict:
    """Publishing asks again whether the organisation may speak here, as of now."""
    verdict = may_edit_draft(user, entry, now)
    if verdict and entry.corrects is not None:
        return may_correct(user, entry.corrects, now)
    return verdict and _may_go_on(user, entry, now)


def may_speak(user: Any, entry: Entry, now: dt.datetime | None = None) -> Verdict:
    """Return the rule of the entry's own kind."""
    return MAY_SAY[entry.kind](user, entry.about, now)


def may_withdraw(user: Any, entry: Entry, now: dt.datetime | None = None) -> Verdict:
    """Whoever said it may withdraw it: the organisation, at any time. What the archive's keeper
    documented, the keeper withdraws."""
    if entry.is_documented:
        return may_document(user, entry.subject, now)
    return may_edit_draft(user, entry, now)


def may_correct(user: Any, entry: Entry, now: dt.datetime | None = None) -> Verdict:
    """A correction is a new entry of the same organisation, on the same rules. Of a plan that has
    ended everybody still corrects their own words, whatever they are."""
    verdict = may_edit_draft(user, entry, now)
    if not verdict:
        return verdict
    if entry.state != Entry.State.PUBLISHED:
        return deny(_("Only what is published, and not withdrawn, can be corrected."))
    if Entry.objects.filter(corrects=entry).exists():
        return deny(_("This was corrected already. Correct the correction instead."))
    if entry.plan.status == Plan.Status.ENDED and entry.plan.nature != Plan.Nature.ARCHIVE:
        return verdict
    return _may_go_on(user, entry, now)


def may_appear(author: Any, entry: Entry, now: dt.datetime | None = None) -> Verdict:
    """An embargo's end publishes what its author might publish at that moment, and no more."""
    if not author.membership_in(entry.organisation_id, entry.plan.day_of(now or timezone.now())):
        return deny(
            _(
                "Whoever set its day does not act for %(organisation)s any more. "
                "Somebody else of it can publish it."
            )
            % {"organisation": entry.organisation_name}
        )
    return may_publish(author, entry, now)


may_discard_draft = may_edit_draft
may_take_back = may_edit_draft
