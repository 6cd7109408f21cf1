"""What an answer to a proposal would do, in words, before and after it is given."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.models import Organisation
from tracker.models import Proposal
from tracker.presenters.proposals import asked_in_words
from tracker.presenters.tasks import About, Voice


@dataclass(frozen=True)
class Asking:
    """The question of one verb about a proposal."""

    verb: str
    proposal: Proposal
    organisation: Organisation
    now: dt.datetime

    @property
    def about(self) -> About:
        return About(self.proposal.subject, self.proposal.plan.as_of(self.now))

    @property
    def voice(self) -> Voice:
        return Voice.of(self.organisation, self.proposal.subject)

    @property
    def question(self) -> str:
        return {
            "accept": _("Accept this proposal?"),
            "refuse": _("Refuse this proposal?"),
            "withdraw": _("Withdraw this proposal?"),
            "publish_unilaterally": _("Publish it without the other side?"),
        }[self.verb]

    @property
    def consequence(self) -> str:
        others = [side for side in self.proposal.pending if side != self.organisation.side]
        match self.verb:
            case "accept" if others:
                return _("It is carried out once this side has accepted it too: %(side)s.") % {
                    "side": asked_in_words(others)
                }
            case "accept":
                return _("It is carried out at once, as agreed by both sides.")
            case "refuse":
                return _("Nothing is changed. Your reason is published beside the proposal.")
            case "withdraw":
                return _("Nothing is changed. The proposal stays readable, with your reason.")
        return _(
            "It is carried out at once, and marked for ever as the act of one side. "
            "This cannot be taken back."
        )

    @property
    def submit_label(self) -> str:
        name = {"organisation": self.organisation.short}
        return {
            "accept": _("Accept as %(organisation)s"),
            "refuse": _("Refuse as %(organisation)s"),
            "withdraw": _("Withdraw as %(organisation)s"),
            "publish_unilaterally": _("Publish alone as %(organisation)s"),
        }[self.verb] % name

    @property
    def crumbs(self) -> list[dict[str, str]]:
        return self.about.crumbs(self.question.rstrip("?").lstrip("¿"))


def done(verb: str, proposal: Proposal) -> str:
    """Say what came of an answer."""
    if verb == "accept" and proposal.is_open:
        return _("Accepted. It waits for the other side's answer.")
    return {
        "accept": _("Accepted, and carried out."),
        "refuse": _("Refused. Your reason is published."),
        "withdraw": _("Withdrawn. Nothing was changed."),
        "publish_unilaterally": _("Published alone, carried out and marked so."),
    }[verb]
