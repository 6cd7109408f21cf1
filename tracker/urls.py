"""Every address of the site. Language first; the machine-facing ones have no language."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from tracker.addresses import COMMITMENT, MILESTONE, NOTE, PLAN
from tracker.admin.site import site as admin_site
from tracker.views import errors, health
from tracker.views.desk import urls as desk
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
    lasting,
    meetings,
    milestone,
    moderation,
    organisations,
    plan,
    plans,
    proposals,
    ripples,
    table,
)

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler429 = "accounts.views.passwords.too_many"
handler500 = errors.server_error

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
        path(COMMITMENT + "thread/", lasting.thread, name="thread"),
        path("closings/<uuid:uid>/", lasting.decision, name="closing_decision"),
        path("continuity/", lasting.continuity, name="continuity"),
        path(MILESTONE, milestone.milestone, name="milestone"),
        path(PLAN + "proposals/", proposals.proposals, name="proposals"),
        path("proposals/<uuid:uid>/", proposals.proposal, name="proposal"),
        path(PLAN + "table/", table.plan_table, name="plan_table"),
        path(PLAN + "meetings/", meetings.meetings, name="meetings"),
        path(PLAN + "agreements/", meetings.agreements, name="agreements"),
        path("meetings/<uuid:uid>/", meetings.meeting, name="meeting"),
        path(NOTE, joint_note.joint_note, name="joint_note"),
        path(PLAN + "history/", history.plan_history, name="plan_history"),
        path(PLAN + "history/export/", history.export, name="plan_history_export"),
        path("history/", history.history, name="history"),
        path("history/export/", history.export_accounts, name="history_export"),
        path("entries/<uuid:uid>/", entry.entry, name="entry"),
        path("evidence/<uuid:uid>/", evidence.file, name="evidence_file"),
        path("moderation/", moderation.moderation, name="moderation"),
        path("ripples/", ripples.ripples, name="ripples"),
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
        *desk.urlpatterns,
        path("accounts/", include("accounts.urls")),
    ),
]

if settings.DEBUG:
    from tracker.views import gallery

    urlpatterns += i18n_patterns(path("gallery/", gallery.gallery, name="gallery"))
