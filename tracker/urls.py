"""Every address of the site. Language first; the machine-facing ones have no language."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from tracker.admin.site import site as admin_site
from tracker.views import errors, health
from tracker.views.desk import (
    assessing,
    drafts,
    embargoes,
    handovers,
    joint_note_presence,
    joint_note_revisions,
    joint_note_signing,
    joint_note_withdrawing,
    joint_notes,
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
from tracker.views.public import (
    about,
    advice,
    commitment,
    commitments,
    entry,
    evidence,
    guides,
    history,
    home,
    joint_note,
    milestone,
    moderation,
    organisations,
    plan,
    plans,
    proposals,
)

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler429 = "accounts.views.passwords.too_many"
handler500 = errors.server_error

PLAN = "plans/<slug:plan>/"
COMMITMENT = PLAN + "commitments/<int:number>/"
SEAT = "desk/" + COMMITMENT + "seats/<uuid:seat>/"
PROPOSAL = "desk/proposals/<uuid:uid>/"
HANDOVER = PLAN + "handover/<slug:organisation>/"
MILESTONE = COMMITMENT + "milestones/<int:milestone>/"
NOTE = MILESTONE + "note/"

urlpatterns = [
    path("", home.choose_language, name="root"),
    path("healthz/live", health.live, name="live"),
    path("healthz/ready", health.ready, name="ready"),
    path("robots.txt", health.robots, name="robots"),
    path(".well-known/security.txt", health.security, name="security_txt"),
    path("admin/", admin_site.urls),
    *i18n_patterns(
        path("", home.home, name="home"),
        path("about/", about.about, name="about"),
        path("accessibility/", about.accessibility, name="accessibility"),
        path("privacy/", about.privacy, name="privacy"),
        path("help/", guides.guide_list, name="help"),
        path("help/<slug:slug>/", guides.one_guide, name="guide"),
        path("plans/", plans.plans, name="plans"),
        path(PLAN, plan.plan, name="plan"),
        path(PLAN + "commitments/", commitments.commitments, name="commitments"),
        path(COMMITMENT, commitment.commitment, name="commitment"),
        path(COMMITMENT + "advice/", advice.of_commitment, name="commitment_advice"),
        path(COMMITMENT + "advice/export/", advice.commitment_file, name="commitment_advice_file"),
        path(MILESTONE, milestone.milestone, name="milestone"),
        path(PLAN + "proposals/", proposals.proposals, name="proposals"),
        path("proposals/<uuid:uid>/", proposals.proposal, name="proposal"),
        path(NOTE, joint_note.joint_note, name="joint_note"),
        path(PLAN + "history/", history.plan_history, name="plan_history"),
        path(PLAN + "history/export/", history.export, name="plan_history_export"),
        path("history/", history.history, name="history"),
        path("history/export/", history.export_accounts, name="history_export"),
        path("entries/<uuid:uid>/", entry.entry, name="entry"),
        path("evidence/<uuid:uid>/", evidence.file, name="evidence_file"),
        path("moderation/", moderation.moderation, name="moderation"),
        path("organisations/", organisations.organisations, name="organisations"),
        path("organisations/<slug:slug>/", organisations.organisation, name="organisation"),
        path(
            "organisations/<slug:slug>/advice/", advice.of_organisation, name="organisation_advice"
        ),
        path(
            "organisations/<slug:slug>/advice/export/",
            advice.organisation_file,
            name="organisation_advice_file",
        ),
        path("desk/", desk_home.desk, name="desk"),
        path("desk/seen/", desk_home.seen, name="desk_seen"),
        path("desk/" + HANDOVER, handovers.handover, name="handover"),
        path(
            "desk/" + HANDOVER + "acknowledge/", handovers.acknowledge, name="handover_acknowledge"
        ),
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
        path(
            "desk/" + MILESTONE + "propose/due-date/", proposing.due_date, name="propose_due_date"
        ),
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
        path(
            "desk/" + NOTE + "presence/", joint_note_presence.presence, name="joint_note_presence"
        ),
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
        path("accounts/", include("accounts.urls")),
    ),
]

if settings.DEBUG:
    from tracker.views import gallery

    urlpatterns += i18n_patterns(path("gallery/", gallery.gallery, name="gallery"))
