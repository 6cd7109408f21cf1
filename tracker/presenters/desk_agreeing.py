"""Rows of the desk about what both sides have to agree on."""

from typing import Any

from django.utils.translation import gettext as _

from tracker.models import Proposal
from tracker.presenters.dates import day_text, relative_text
from tracker.presenters.desk_tasks import Desk, DeskTask, of_subject
from tracker.presenters.proposals import heading, subject_of


def proposed(proposal: Proposal, desk: Desk) -> DeskTask:
    """Return a proposal that waits for an answer."""
    return _task(
        proposal,
        desk,
        label=_("Read and answer"),
        is_late=proposal.answer_by < desk.about(proposal.subject).as_of,
        why=_("Proposed: %(what)s") % {"what": heading(proposal.kind, subject_of(proposal))},
        voice=proposal.side,
        organisation=proposal.organisation_name,
    )


def unanswered(proposal: Proposal, desk: Desk) -> DeskTask:
    """Return a proposal of one's own that nobody answered in time."""
    return _task(
        proposal,
        desk,
        label=_("See what you proposed"),
        why=_("Nobody answered in time. You may publish it alone; it stays marked as unilateral."),
    )


def _task(proposal: Proposal, desk: Desk, label: str, **words: Any) -> DeskTask:
    about, url = desk.about(proposal.subject), proposal.get_absolute_url()
    subject = of_subject(proposal.subject, about) | {"url": url, "status": None}
    return DeskTask(
        on=day_text(proposal.answer_by),
        far=relative_text(proposal.answer_by, about.as_of),
        action={"label": label, "url": url},
        **(subject | words),
    )
