"""What an entry of a history is about, with the page that shows it as it is now."""

from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Organisation
from tracker.models import (
    Agreement,
    Commitment,
    Dependency,
    Entry,
    Hold,
    Meeting,
    Milestone,
    Plan,
    Proposal,
    Redaction,
    Seat,
    Settlement,
    Theme,
)
from tracker.presenters.dates import day_text
from tracker.presenters.wording import worded
from tracker.queries.history_names import SUBJECTS, Names, Told

# What there is of a joint note: itself, a revision, a signature, an agreed text.
OF_JOINT_NOTES = ("jointnote", "jointnoterevision", "jointnotesignature", "agreednote")
ENTRIES = frozenset(kind.value for kind in Entry.Kind)


@dataclass(frozen=True)
class Subject:
    """`about` says what it is in our words, `title` in those of the record; `said_url` leads to
    the entry itself when somebody's words are the subject."""

    about: str = ""
    title: str = ""
    lang: str = ""
    url: str = ""
    said_url: str = ""
    of_proposal: str = ""

    @property
    def said_label(self) -> str:
        return self.of_proposal or _("The statement as it is now")


def subject_of(told: Told, names: Names, plan: Plan | None) -> Subject:
    """Return what an entry is about. Where the row cannot be found, nothing is said."""
    entry = told.entry
    uid = entry.subject_uid
    context = names.of(Commitment, entry.context_uid)
    match entry.subject_type:
        case "plan":
            return _of_the_plan(plan)
        case "theme":
            return _titled(_("Theme"), names.of(Theme, uid), "")
        case "milestone":
            return _of_milestone(names.of(Milestone, uid))
        case "seat":
            return _of_seat(names.of(Seat, uid))
        case "commitmenttext":
            return _of_commitment(context)
        case "proposal":
            return _of_proposal(names.of(Proposal, uid))
        case "proposalanswer":
            return _of_proposal(names.of(Proposal, told.changes.get("proposal", [0, 0])[1]))
        case "planevent":
            return Subject()
        case "settlement":
            return _of_settlement(names.of(Settlement, uid))
        case "meeting":
            return _of_meeting(names.of(Meeting, uid))
        case "agreement":
            return _of_agreement(names.of(Agreement, uid))
        case "dependency":
            return _of_dependency(names.of(Dependency, uid))
        case "organisation":
            return _of_organisation(names.of(Organisation, uid))
        case "hold":
            return _of_decision(names.of(Hold, uid))
        case "redaction":
            return _of_decision(names.of(Redaction, uid))
        case kind if kind in OF_JOINT_NOTES:
            return _of_joint_note(names.of(SUBJECTS[kind], uid))
        case kind if kind in ENTRIES:
            return _of_entry(told, names, context)
    return _of_commitment(context)


def _titled(about: str, row: Any, url: str, said_url: str = "") -> Subject:
    if row is None:
        return Subject()
    title = worded(row, "title")
    return Subject(about, title.text, title.lang, url, said_url)


def _of_the_plan(plan: Plan | None) -> Subject:
    return _titled("", plan, plan.get_absolute_url()) if plan else Subject()


def _of_commitment(commitment: Commitment | None, said_url: str = "") -> Subject:
    if commitment is None:
        return Subject()
    about = _("Commitment %(number)s") % {"number": commitment.number}
    return _titled(about, commitment, commitment.get_absolute_url(), said_url)


def _of_milestone(milestone: Milestone | None, said_url: str = "") -> Subject:
    if milestone is None:
        return Subject()
    about = _("Milestone %(number)s") % {"number": milestone.label}
    return _titled(about, milestone, milestone.get_absolute_url(), said_url)


def _of_proposal(proposal: Proposal | None) -> Subject:
    if proposal is None:
        return Subject()
    about = _of_milestone if proposal.milestone else _of_commitment
    subject = about(proposal.subject, proposal.get_absolute_url())
    return replace(subject, of_proposal=_("The proposal as it is now"))


def _of_joint_note(row: Any) -> Subject:
    """Return the milestone, with the page of its agreed texts. What is not agreed has no page."""
    if row is None:
        return Subject()
    about = _("Joint note, milestone %(number)s") % {"number": row.milestone.label}
    return _titled(about, row.milestone, row.milestone.joint_note_url)


def _of_seat(seat: Seat | None) -> Subject:
    if seat is None:
        return Subject()
    about = _("%(organisation)s (%(role)s), commitment %(number)s") % {
        "organisation": seat.organisation,
        "role": seat.get_role_display(),
        "number": seat.commitment.number,
    }
    return _titled(about, seat.commitment, seat.commitment.get_absolute_url())


def _of_organisation(organisation: Organisation | None) -> Subject:
    if organisation is None:
        return Subject()
    return Subject("", organisation.name, "", organisation.get_absolute_url())


def _of_meeting(meeting: Meeting | None) -> Subject:
    if meeting is None:
        return Subject()
    about = _("Meeting of %(day)s") % {"day": day_text(meeting.date)}
    return Subject(about, meeting.title, meeting.language, meeting.get_absolute_url())


def _of_agreement(agreement: Agreement | None) -> Subject:
    """Return the meeting at which it was agreed, with its place there."""
    if agreement is None:
        return Subject()
    about = _("Agreement %(number)s") % {"number": agreement.number}
    subject = _of_meeting(agreement.meeting)
    return replace(subject, about=about, url=agreement.get_absolute_url())


def _of_dependency(dependency: Dependency | None) -> Subject:
    return _of_milestone(dependency.milestone if dependency else None)


def _of_decision(decision: Hold | Redaction | None) -> Subject:
    """Return what a decision about somebody's words is about: where they were said."""
    if decision is None:
        return Subject()
    about, said_url = decision.about, decision.get_absolute_url()
    if isinstance(about, Meeting):
        return _of_meeting(about)
    if isinstance(about, Agreement):
        return _of_agreement(about)
    if about.milestone:
        return _of_milestone(about.milestone, said_url)
    return _of_commitment(about.commitment, said_url)


def _of_settlement(settlement: Settlement | None) -> Subject:
    if settlement is None:
        return Subject()
    observation = settlement.observation
    said_url = observation.get_absolute_url()
    if observation.milestone:
        return _of_milestone(observation.milestone, said_url)
    return _of_commitment(observation.commitment, said_url)


def _of_entry(told: Told, names: Names, commitment: Commitment | None) -> Subject:
    said_url = reverse("entry", args=[told.entry.subject_uid])
    milestone = told.changes.get("milestone", [None, None])[1]
    if milestone:
        return _of_milestone(names.of(Milestone, milestone), said_url)
    return _of_commitment(commitment, said_url)
