"""Tables of the agreed frame and of what people say; QuerySets and derived facts.

No request, no e-mail, no writes beyond a row's own save.
"""

from tracker.models.agreement import AGREED_PRECISIONS, Agreement
from tracker.models.assessment import IndependentAssessment
from tracker.models.closing_decision import ClosingDecision
from tracker.models.commitment import Commitment
from tracker.models.commitment_text import CommitmentText
from tracker.models.dependency import Dependency
from tracker.models.desk_visit import DeskVisit
from tracker.models.embedding import Embedding, Reversal, Rung
from tracker.models.entry import Entry
from tracker.models.evidence import Evidence
from tracker.models.follow_up_check import FollowUpCheck
from tracker.models.handover import Handover
from tracker.models.hold import Hold
from tracker.models.joint_note import (
    NOTE_SIDES,
    JointNote,
    JointNoteRevision,
    fingerprint_of,
)
from tracker.models.joint_note_desk import JointNoteDraft, NotePresence
from tracker.models.joint_note_signing import AgreedNote, JointNoteSignature
from tracker.models.lineage import Lineage
from tracker.models.meeting import Meeting
from tracker.models.milestone import Milestone
from tracker.models.moderated import Moderated, model_of, moderated_models
from tracker.models.observation import Observation
from tracker.models.plan import Plan
from tracker.models.plan_event import PlanEvent
from tracker.models.progress_report import ProgressReport
from tracker.models.proposal import Proposal, ProposalAnswer
from tracker.models.redaction import Redaction
from tracker.models.response import Response
from tracker.models.ripple import Ripple
from tracker.models.ripple_finding import RippleFinding
from tracker.models.seat import Seat
from tracker.models.settlement import Settlement
from tracker.models.status import CommitmentStatus, MilestoneStatus
from tracker.models.theme import Theme
from tracker.models.upload import Upload

__all__ = [
    "AGREED_PRECISIONS",
    "NOTE_SIDES",
    "AgreedNote",
    "ClosingDecision",
    "Agreement",
    "Commitment",
    "CommitmentStatus",
    "CommitmentText",
    "Dependency",
    "DeskVisit",
    "Embedding",
    "Entry",
    "Evidence",
    "FollowUpCheck",
    "Hold",
    "Handover",
    "IndependentAssessment",
    "JointNote",
    "JointNoteDraft",
    "JointNoteRevision",
    "JointNoteSignature",
    "Lineage",
    "Meeting",
    "Milestone",
    "MilestoneStatus",
    "Moderated",
    "NotePresence",
    "Observation",
    "Plan",
    "PlanEvent",
    "ProgressReport",
    "Proposal",
    "ProposalAnswer",
    "Redaction",
    "Response",
    "Ripple",
    "RippleFinding",
    "Reversal",
    "Rung",
    "Seat",
    "Settlement",
    "Theme",
    "Upload",
    "fingerprint_of",
    "model_of",
    "moderated_models",
]
