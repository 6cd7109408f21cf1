"""What can happen to a plan's record, in the past tense, as its history says it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    PLAN_ADDED = "plan.added", _("added the plan")
    PLAN_CHANGED = "plan.changed", _("changed the plan's description")
    PLAN_PUT_IN_FORCE = "plan.put_in_force", _("put the plan in force")
    PLAN_ENDED = "plan.ended", _("ended the plan")
    PLAN_ARCHIVED = "plan.archived", _("archived the plan")
    THEME_ADDED = "theme.added", _("added a theme")
    THEME_CHANGED = "theme.changed", _("changed a theme")
    COMMITMENT_ADDED = "commitment.added", _("added a commitment")
    COMMITMENT_CHANGED = "commitment.changed", _("changed a commitment's description")
    COMMITMENT_PAUSED = "commitment.paused", _("paused a commitment")
    COMMITMENT_RESUMED = "commitment.resumed", _("resumed a commitment")
    COMMITMENT_WITHDRAWN = "commitment.withdrawn", _("withdrew a commitment")
    COMMITMENT_SUPERSEDED = "commitment.superseded", _("superseded a commitment")
    TEXT_ADOPTED = "text.adopted", _("adopted an official text")
    MILESTONE_ADDED = "milestone.added", _("added a milestone")
    MILESTONE_CHANGED = "milestone.changed", _("changed a milestone's description")
    DUE_DATE_MOVED = "milestone.due_date_moved", _("moved a due date")
    SEAT_GIVEN = "seat.given", _("gave a seat at the table")
    SEAT_CHANGED = "seat.changed", _("changed a seat's note")
    SEAT_TAKEN = "seat.taken", _("a seat was taken")
    SEAT_MISSED = "seat.missed", _("a seat is missing its organisation")
    SEAT_INVITED = "seat.invited", _("invited an organisation again")
    SEAT_LEFT = "seat.left", _("an organisation left its seat")
    LINEAGE_LINKED = "lineage.linked", _("linked commitments of two plans")
    EVENT_ADDED = "event.added", _("added a dated fact")
    PROGRESS_REPORT_PUBLISHED = "progress_report.published", _("published a progress report")
    PROGRESS_REPORT_WITHDRAWN = "progress_report.withdrawn", _("withdrew a progress report")
    OBSERVATION_PUBLISHED = "observation.published", _("published an observation")
    OBSERVATION_WITHDRAWN = "observation.withdrawn", _("withdrew an observation")
    RESPONSE_PUBLISHED = "response.published", _("published a response")
    RESPONSE_WITHDRAWN = "response.withdrawn", _("withdrew a response")
    RESPONSE_ACCEPTED = "response.accepted", _("accepted an answer")
    RESPONSE_NOT_RESOLVED = "response.not_resolved", _("said that a question is not resolved")
    WORD_TAKEN_BACK = "response.word_taken_back", _("took back its word on an answer")
    QUESTION_ESCALATED = "question.escalated", _("brought a question to the forum")
    QUESTION_CLOSED = "question.closed", _("closed a question with a note")
    ASSESSMENT_PUBLISHED = (
        "independent_assessment.published",
        _("published an independent assessment"),
    )
    ASSESSMENT_WITHDRAWN = (
        "independent_assessment.withdrawn",
        _("withdrew an independent assessment"),
    )
    RIPPLE_PUBLISHED = "ripple.published", _("recorded a ripple")
    RIPPLE_WITHDRAWN = "ripple.withdrawn", _("withdrew a ripple")
    RIPPLE_FINDING_PUBLISHED = "ripple_finding.published", _("published a finding on a ripple")
    RIPPLE_FINDING_WITHDRAWN = "ripple_finding.withdrawn", _("withdrew a finding on a ripple")
    EMBEDDING_PUBLISHED = "embedding.published", _("said that a result is embedded")
    EMBEDDING_WITHDRAWN = "embedding.withdrawn", _("withdrew an embedding")
    REVERSAL_PUBLISHED = "reversal.published", _("said that an embedding holds no more")
    REVERSAL_WITHDRAWN = "reversal.withdrawn", _("withdrew a reversal")
    FOLLOW_UP_PUBLISHED = "follow_up_check.published", _("published a follow-up check")
    FOLLOW_UP_WITHDRAWN = "follow_up_check.withdrawn", _("withdrew a follow-up check")
    CLOSING_DECIDED = "closing.decided", _("decided how a commitment leaves the plan")
    PROPOSAL_MADE = "proposal.made", _("made a proposal")
    PROPOSAL_ANSWERED = "proposal.answered", _("answered a proposal")
    PROPOSAL_ACCEPTED = "proposal.accepted", _("a proposal was agreed")
    PROPOSAL_COUNTERED = "proposal.countered", _("a proposal was answered with another")
    PROPOSAL_REFUSED = "proposal.refused", _("a proposal was refused")
    PROPOSAL_WITHDRAWN = "proposal.withdrawn", _("withdrew a proposal")
    PROPOSAL_PUBLISHED_ALONE = (
        "proposal.published_alone",
        _("published a proposal without the other side"),
    )
    HOLD_PLACED = "hold.placed", _("hid words for 72 hours")
    HOLD_LIFTED = "hold.lifted", _("showed hidden words again")
    REDACTION_ASKED = "redaction.asked", _("asked to erase words")
    REDACTION_CONFIRMED = "redaction.confirmed", _("confirmed that words are erased")
    REDACTION_REFUSED = "redaction.refused", _("refused to erase words")
    HANDOVER_ASKED = "handover.asked", _("asked for a handover to be acknowledged")
    HANDOVER_ACKNOWLEDGED = "handover.acknowledged", _("acknowledged the handover")
    STATEMENT_DOCUMENTED = "statement.documented", _("documented a statement from a public source")

    JOINT_NOTE_BEGUN = "joint_note.begun", _("began a joint note")
    JOINT_NOTE_REVISED = "joint_note.revised", _("saved a revision of a joint note")
    JOINT_NOTE_SIGNED = "joint_note.signed", _("signed a joint note")
    JOINT_NOTE_UNSIGNED = "joint_note.unsigned", _("took back its signature of a joint note")
    JOINT_NOTE_AGREED = "joint_note.agreed", _("joint note agreed, signed by both sides")
    JOINT_NOTE_WITHDRAWAL_ASKED = (
        "joint_note.withdrawal_asked",
        _("asked to withdraw an agreed joint note"),
    )
    JOINT_NOTE_KEPT = "joint_note.kept", _("left an agreed joint note as it is")
    JOINT_NOTE_WITHDRAWN = (
        "joint_note.withdrawn",
        _("agreed joint note withdrawn by both sides"),
    )

    MEETING_CALLED = "meeting.called", _("called a meeting")
    MEETING_CHANGED = "meeting.changed", _("changed a meeting that was called")
    MEETING_CANCELLED = "meeting.cancelled", _("cancelled a meeting")
    MINUTES_PUBLISHED = "meeting.minutes_published", _("published the minutes of a meeting")
    MINUTES_CORRECTED = "meeting.minutes_corrected", _("corrected the minutes of a meeting")
    AGREEMENT_NOTED = "agreement.noted", _("noted an agreement of a meeting")
    AGREEMENT_KEPT = "agreement.kept", _("said that its agreement is kept")
    AGREEMENT_REOPENED = "agreement.reopened", _("said that its agreement is not kept after all")
    AGREEMENT_VOIDED = "agreement.voided", _("declared an agreement void")
    DEPENDENCY_DECLARED = "dependency.declared", _("said what a milestone waits for")
    DEPENDENCY_WITHDRAWN = (
        "dependency.withdrawn",
        _("withdrew that a milestone waits for something"),
    )

    @classmethod
    def of_entry(cls, entry, verb):
        """Return the kind of `published` or `withdrawn` for an entry."""
        return cls(f"{entry.kind}.{verb}")
