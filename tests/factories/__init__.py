"""One function a model: each makes a row the way people do, by calling an action."""

from tests.factories.files import upload
from tests.factories.frame import (
    acknowledge_handover,
    add_commitment,
    add_event,
    add_milestone,
    add_plan,
    add_text,
    add_theme,
    give_seat,
    link_lineage,
)
from tests.factories.joint_notes import agree_note, sign_note, write_note
from tests.factories.lasting import an_ended_plan, decide, embed, end, follow_up, last_day, reverse
from tests.factories.meetings import agree_at, call, hold_meeting, keep, wait
from tests.factories.moderation import ask_redaction, hold, moderate, name_stewards, redact
from tests.factories.people import add_member, add_organisation, an_operator, invite, set_up_codes
from tests.factories.proposals import accept, agree, propose
from tests.factories.words import (
    assess,
    document,
    find,
    observe,
    report,
    report_nothing,
    report_nothing_of_all,
    respond,
    ripple,
    settle,
)

__all__ = [
    "accept",
    "acknowledge_handover",
    "add_commitment",
    "add_event",
    "add_member",
    "add_milestone",
    "add_organisation",
    "add_plan",
    "add_text",
    "add_theme",
    "agree",
    "agree_at",
    "agree_note",
    "an_ended_plan",
    "an_operator",
    "ask_redaction",
    "assess",
    "call",
    "document",
    "decide",
    "embed",
    "end",
    "find",
    "follow_up",
    "give_seat",
    "hold",
    "hold_meeting",
    "invite",
    "last_day",
    "keep",
    "link_lineage",
    "moderate",
    "name_stewards",
    "observe",
    "propose",
    "redact",
    "report",
    "report_nothing",
    "report_nothing_of_all",
    "respond",
    "ripple",
    "reverse",
    "set_up_codes",
    "settle",
    "sign_note",
    "upload",
    "wait",
    "write_note",
]
