"""Rows of the desk about what both sides have to agree on."""

from django.utils.translation import gettext as _

from tracker.models import Proposal
from tracker.presenters.dates import day_text, relative_text
from tracker.presenters.desk_tasks import Desk, DeskTask, of_subject
from tracker.presenters.proposals import heading, subject_of


def proposed(proposal: Proposal, desk: Desk) -> DeskTask:
    """Return a proposal that waits for an answer."""
    about = desk.about(proposal.subject)
    row = of_subject(proposal.subject, about) | {
        "url": proposal.get_absolute_url(),
        "status": None,
    }
    return DeskTask(
        on=day_text(proposal.answer_by),
        far=relative_text(proposal.answer_by, about.as_of),
        is_late=proposal.answer_by < about.as_of,
        why=_("Proposed: %(what)s") % {"what": heading(proposal.kind, subject_of(proposal))},
        voice=proposal.side,
        organisation=proposal.organisation_name,
        action={"label": _("Read and answer"), "url": proposal.get_absolute_url()},
        **row,
    )


def unanswered(proposal: Proposal, desk: Desk) -> DeskTask:
    """Return a proposal of one's own that nobody answered in time."""
    about = desk.about(proposal.subject)
    row = of_subject(proposal.subject, about) | {
        "url": proposal.get_absolute_url(),
        "status": None,
    }
    return DeskTask(
        on=day_text(proposal.answer_by),
        far=relative_text(proposal.answer_by, about.as_of),
        why=_("Nobody answered in time. You may publish it alone; it stays marked as unilateral."),
        action={"label": _("See what you proposed"), "url": proposal.get_absolute_url()},
        **row,
    )
