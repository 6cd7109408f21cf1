"""The addresses of signed-in work, under `/LANG/desk/`: one for each verb."""

from django.urls import path

from tracker.addresses import COMMITMENT, MILESTONE, NOTE, PLAN
from tracker.views.desk import (
    agreements,
    assessing,
    drafts,
    embargoes,
    handovers,
    joint_note_presence,
    joint_note_revisions,
    joint_note_signing,
    joint_note_withdrawing,
    joint_notes,
    meetings,
    moderating,
    nothing,
    observing,
    passages,
    previewing,
    proposing,
    reporting,
    responding,
    settling,
    uploading,
    withdrawing,
)
from tracker.views.desk import entries as desk_entries
from tracker.views.desk import home as desk_home
from tracker.views.desk import proposals as desk_proposals
from tracker.views.desk import seats as desk_seats

SEAT = "desk/" + COMMITMENT + "seats/<uuid:seat>/"
PROPOSAL = "desk/proposals/<uuid:uid>/"
MEETING = "desk/meetings/<uuid:uid>/"
AGREEMENT = "desk/agreements/<uuid:uid>/"
HANDOVER = PLAN + "handover/<slug:organisation>/"

urlpatterns = [
    path("desk/", desk_home.desk, name="desk"),
    path("desk/seen/", desk_home.seen, name="desk_seen"),
    path("desk/" + HANDOVER, handovers.handover, name="handover"),
    path("desk/" + HANDOVER + "acknowledge/", handovers.acknowledge, name="handover_acknowledge"),
    path("desk/" + HANDOVER + "ask/", handovers.ask, name="handover_ask"),
    path("desk/round/", passages.lead_on, name="desk_round"),
    path("desk/round/<uuid:uid>/", passages.on_milestone, name="desk_round_at"),
    path("desk/round/all/", passages.overview, name="desk_round_all"),
    path("desk/round/begin/", passages.begin, name="desk_round_begin"),
    path("desk/round/skip/", passages.skip, name="desk_round_skip"),
    path("desk/" + MILESTONE + "nothing/", nothing.on_milestone, name="nothing_milestone"),
    path("desk/" + COMMITMENT + "nothing/", nothing.on_commitment, name="nothing_commitment"),
    path("desk/entries/<uuid:uid>/preview/", previewing.preview, name="preview_entry"),
    path("desk/" + COMMITMENT + "report/", reporting.on_commitment, name="report_commitment"),
    path("desk/" + MILESTONE + "report/", reporting.on_milestone, name="report_milestone"),
    path("desk/" + COMMITMENT + "observe/", observing.on_commitment, name="observe_commitment"),
    path("desk/" + MILESTONE + "observe/", observing.on_milestone, name="observe_milestone"),
    path("desk/" + COMMITMENT + "assess/", assessing.on_commitment, name="assess_commitment"),
    path("desk/" + MILESTONE + "propose/due-date/", proposing.due_date, name="propose_due_date"),
    path("desk/" + MILESTONE + "propose/text/", proposing.milestone, name="propose_milestone"),
    path("desk/" + COMMITMENT + "propose/text/", proposing.text, name="propose_text"),
    path("desk/" + COMMITMENT + "propose/state/", proposing.state, name="propose_state"),
    path("desk/" + COMMITMENT + "propose/seat/", proposing.seat, name="propose_seat"),
    path(SEAT + "propose/", proposing.seat_state, name="propose_seat_state"),
    path("desk/" + COMMITMENT + "table/", desk_seats.table, name="keep_table"),
    path(SEAT + "<slug:move>/", desk_seats.move, name="move_seat"),
    path(PROPOSAL + "accept/", desk_proposals.accept, name="accept_proposal"),
    path(PROPOSAL + "refuse/", desk_proposals.refuse, name="refuse_proposal"),
    path(PROPOSAL + "counter/", desk_proposals.counter, name="counter_proposal"),
    path(PROPOSAL + "withdraw/", desk_proposals.withdraw, name="withdraw_proposal"),
    path(PROPOSAL + "publish/", desk_proposals.publish, name="publish_proposal"),
    path("desk/" + NOTE, joint_notes.edit, name="edit_joint_note"),
    path("desk/" + NOTE + "presence/", joint_note_presence.presence, name="joint_note_presence"),
    path(
        "desk/" + NOTE + "draft/drop/",
        joint_note_presence.drop_draft,
        name="drop_joint_note_draft",
    ),
    path(
        "desk/" + NOTE + "revisions/",
        joint_note_revisions.revisions_page,
        name="joint_note_revisions",
    ),
    path(
        "desk/" + NOTE + "revisions/<int:revision>/restore/",
        joint_note_revisions.restore,
        name="restore_joint_note",
    ),
    path("desk/" + NOTE + "sign/", joint_note_signing.sign, name="sign_joint_note"),
    path(
        "desk/" + NOTE + "sign/take-back/",
        joint_note_signing.take_back,
        name="take_back_signature",
    ),
    path(
        "desk/" + NOTE + "agreed/<int:revision>/withdraw/",
        joint_note_withdrawing.withdraw,
        name="withdraw_joint_note",
    ),
    path("desk/" + PLAN + "meetings/new/", meetings.call, name="call_meeting"),
    path(MEETING + "change/", meetings.change, name="change_meeting"),
    path(MEETING + "cancel/", meetings.cancel, name="cancel_meeting"),
    path(MEETING + "minutes/", meetings.minutes, name="keep_minutes"),
    path(MEETING + "agreements/new/", agreements.note, name="note_agreement"),
    path(AGREEMENT + "keep/", agreements.keep, name="keep_agreement"),
    path(AGREEMENT + "reopen/", agreements.reopen, name="reopen_agreement"),
    path(AGREEMENT + "void/", agreements.void, name="void_agreement"),
    path("desk/uploads/", uploading.upload, name="upload"),
    path("desk/entries/<uuid:uid>/respond/", responding.respond, name="respond"),
    path("desk/entries/<uuid:uid>/edit/", desk_entries.edit_draft, name="edit_draft"),
    path("desk/entries/<uuid:uid>/correct/", desk_entries.correct, name="correct"),
    path("desk/entries/<uuid:uid>/discard/", drafts.discard, name="discard_draft"),
    path("desk/entries/<uuid:uid>/settle/", settling.settle, name="settle"),
    path("desk/settlements/<uuid:uid>/escalate/", settling.escalate, name="escalate"),
    path("desk/settlements/<uuid:uid>/close/", settling.close_question, name="close_question"),
    path(
        "desk/settlements/<uuid:uid>/take-back/",
        settling.take_back_word,
        name="take_back_word",
    ),
    path("desk/entries/<uuid:uid>/publish/", embargoes.publish_now, name="publish_now"),
    path("desk/entries/<uuid:uid>/take-back/", embargoes.take_back, name="take_back"),
    path("desk/entries/<uuid:uid>/withdraw/", withdrawing.withdraw, name="withdraw"),
    path("desk/<slug:noun>/<uuid:uid>/hold/", moderating.hold, name="hold_words"),
    path("desk/<slug:noun>/<uuid:uid>/redact/", moderating.ask_redaction, name="ask_redaction"),
    path("desk/holds/<uuid:uid>/lift/", moderating.lift, name="lift_hold"),
    path("desk/redactions/<uuid:uid>/", moderating.answer_redaction, name="answer_redaction"),
]
