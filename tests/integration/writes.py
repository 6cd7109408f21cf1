"""One function for every write of every noun, `(here, by)`, and who may do it."""

import datetime as dt
import uuid

from django.utils import timezone

from ledger.models import Chain
from tests import factories
from tests.integration import joint_note_writes, meeting_writes, people_writes, proposal_writes
from tests.integration import writes_of_lasting as lasting
from tests.integration import writes_of_stewards as stewards
from tests.integration.writes_of_answers import (
    accept_answer,
    close_question,
    embargo,
    escalate,
    publish_embargoed,
    take_back,
    take_back_word,
)
from tracker.actions import (
    commitment_texts,
    commitments,
    desk_visits,
    embargoes,
    entries,
    handovers,
    lineage,
    milestones,
    plan_events,
    plans,
    progress_reports,
    seats,
    settlements,
    themes,
    uploads,
)

MODULES = (
    *stewards.MODULES,
    *lasting.MODULES,
    *people_writes.MODULES,
    commitment_texts,
    commitments,
    desk_visits,
    embargoes,
    entries,
    handovers,
    lineage,
    milestones,
    plan_events,
    plans,
    progress_reports,
    seats,
    settlements,
    themes,
    uploads,
    *joint_note_writes.MODULES,
    *meeting_writes.MODULES,
    *proposal_writes.MODULES,
)

# --- The frame: one function a write------------------------------------------------


def add_plan(here, by):
    plans.add_plan(
        by=by,
        slug="nuevo",
        number=3,
        jurisdiction_es="V",
        jurisdiction_en="V",
        title_es="P",
        title_en="P",
        start_date=dt.date(2027, 9, 1),
        end_date=dt.date(2029, 8, 31),
    )


def change_plan(here, by):
    plans.change_plan(plan=here.plan, by=by, seen_version=here.plan.version, title_en="New")


def end_plan(here, by):
    plans.move_plan(plan=here.empty, verb="end", by=by, seen_version=here.empty.version)


def add_theme(here, by):
    themes.add_theme(plan=here.plan, by=by, slug="agua", title_es="Agua", title_en="Water")


def change_theme(here, by):
    theme = here.theme
    themes.change_theme(theme=theme, by=by, seen_version=1, title_en="Rivers")


def add_commitment(here, by):
    commitments.add_commitment(plan=here.plan, by=by, number=9, title_es="N", title_en="N")


def change_commitment(here, by):
    commitments.change_commitment(
        commitment=here.commitment, by=by, seen_version=1, title_en="Renamed"
    )


def pause_commitment(here, by):
    commitments.move_commitment(
        commitment=here.commitment, verb="pause", reason="Elections", by=by, seen_version=1
    )


def adopt_text(here, by):
    commitment_texts.adopt_text(commitment=here.commitment, by=by, body_es="1. Publicar.")


def add_milestone(here, by):
    milestones.add_milestone(
        commitment=here.commitment,
        by=by,
        number=9,
        title_es="N",
        title_en="N",
        due_precision="ongoing",
    )


def change_milestone(here, by):
    milestones.change_milestone(milestone=here.milestone, by=by, seen_version=1, title_en="New")


def move_due_date(here, by):
    milestones.move_due_date(
        milestone=here.milestone,
        to=dt.date(2027, 3, 1),
        precision="month",
        reason="Flood",
        by=by,
        seen_version=1,
    )


def give_seat(here, by):
    seats.give_seat(
        commitment=here.commitment,
        organisation=here.organisations["mira-el-gasto"],
        role="adviser",
        by=by,
    )


def change_seat(here, by):
    seats.change_seat(seat=here.seat, by=by, seen_version=1, note_es="n", note_en="n")


def move_seat(here, by):
    seats.move_seat(seat=here.seat, verb="miss", by=by, seen_version=1)


def link_lineage(here, by):
    lineage.link_lineage(earlier=here.commitment, later=here.other_commitment, kind="merged", by=by)


def add_event(here, by):
    plan_events.add_plan_event(
        plan=here.plan,
        date=dt.date(2026, 1, 1),
        date_precision="year",
        by=by,
        type="meeting",
        title_es="R",
        title_en="R",
        source="https://fuente.vereda.example/",
    )


# --- Words ----------------------------------------------------------------------------------------


def report_on_milestone(here, by):
    factories.report(here.milestone, by)


def report_on_commitment(here, by):
    factories.report(here.commitment, by)


def report_on_other_commitment(here, by):
    factories.report(here.other_commitment, by)


def report_on_cso_milestone(here, by):
    factories.report(here.cso_milestone, by)


def report_nothing_on_milestone(here, by):
    progress_reports.report_nothing_new(
        subject=here.milestone,
        by=by,
        uid=uuid.uuid4(),
        seen_version=0,
        seen_reports=factories.words.seen_reports(here.milestone),
    )


def report_nothing_of_all(here, by):
    progress_reports.report_nothing_new_of_all(
        commitment=here.commitment,
        by=by,
        uid=uuid.uuid4(),
        seen_version=0,
        seen_reports=factories.words.seen_reports(here.milestone),
    )


def observe(here, by):
    factories.observe(here.milestone, by)


def observe_other_commitment(here, by):
    factories.observe(here.other_commitment, by)


def respond(here, by):
    factories.respond(here.observation, by)


def assess(here, by):
    factories.assess(here.commitment, by)


def record_ripple(here, by):
    factories.ripple(here.commitment, by)


def corroborate(here, by):
    factories.find(here.ripple, by)


def document_in_a_live_plan(here, by):
    factories.document(
        here.commitment, here.organisations["rios-claros"], by, said_date=dt.date(2026, 1, 1)
    )


def correct_report(here, by):
    factories.report(here.milestone, by, corrects=here.report)


def withdraw_report(here, by):
    entries.withdraw(entry=here.report, reason="Wrong file", by=by, seen_version=2)


def withdraw_observation(here, by):
    entries.withdraw(entry=here.observation, reason="Mistake", by=by, seen_version=2)


def draft_report(here, by):
    entries.save_draft(
        kind="progress_report",
        subject=here.milestone,
        by=by,
        uid=uuid.uuid4(),
        seen_version=0,
        text="…",
    )


def change_draft(here, by):
    entries.save_draft(
        kind="observation",
        subject=here.milestone,
        by=by,
        uid=here.draft.uid,
        seen_version=here.draft.version,
        text="Better",
    )


def publish_draft(here, by):
    entries.publish(
        kind="observation",
        subject=here.milestone,
        by=by,
        uid=here.draft.uid,
        seen_version=here.draft.version,
        text="Published",
        type="note",
        seen_by="documents",
    )


def discard_draft(here, by):
    entries.discard_draft(entry=here.draft, by=by, seen_version=here.draft.version)


def stage_file(here, by):
    organisation = here.organisations["rios-claros"]
    file = factories.files.sent(factories.files.CSV)
    uploads.stage_file(organisation=organisation, by=by, file=file, name="datos.csv")


# --- The desk --------------------------------------------------------------------------------------


def see_changes(here, by):
    desk_visits.see_changes(by=by, until=timezone.now())


def ask_for_handover(here, by):
    handovers.ask_for_handover(plan=here.plan, membership=here.amina.memberships.get(), by=by)


def acknowledge_handover(here, by):
    handovers.acknowledge_handover(
        plan=here.plan,
        membership=here.amina.memberships.get(),
        brief_head=Chain.objects.get(key=here.plan.chain_key).witness,
        by=by,
    )


SECRETARIAT = {"pat"}
ALLOWED = {
    add_plan: SECRETARIAT,
    change_plan: SECRETARIAT,
    end_plan: SECRETARIAT,
    add_theme: SECRETARIAT,
    change_theme: SECRETARIAT,
    add_commitment: SECRETARIAT,
    change_commitment: SECRETARIAT,
    pause_commitment: set(),  # by agreement, as all that binds both sides
    adopt_text: SECRETARIAT,
    add_milestone: SECRETARIAT,
    change_milestone: set(),
    move_due_date: set(),
    give_seat: SECRETARIAT,
    change_seat: SECRETARIAT,
    move_seat: SECRETARIAT,
    link_lineage: SECRETARIAT,
    add_event: SECRETARIAT,
    report_on_milestone: {"amina"},
    report_nothing_on_milestone: {"amina"},
    report_nothing_of_all: {"amina"},
    report_on_commitment: {"amina"},
    report_on_other_commitment: {"omar"},
    report_on_cso_milestone: {"lucia"},
    observe: {"lucia"},
    observe_other_commitment: set(),
    respond: {"amina"},
    assess: {"irene"},
    record_ripple: {"amina", "lucia", "irene"},
    corroborate: {"lucia", "irene"},
    document_in_a_live_plan: set(),
    correct_report: {"amina"},
    withdraw_report: {"amina"},
    withdraw_observation: {"lucia"},
    draft_report: {"amina"},
    change_draft: {"lucia"},
    publish_draft: {"lucia"},
    discard_draft: {"lucia"},
    **stewards.ALLOWED,
    **lasting.ALLOWED,
    embargo: {"lucia"},
    publish_embargoed: {"lucia"},
    take_back: {"lucia"},
    accept_answer: {"lucia"},
    escalate: {"lucia"},
    close_question: SECRETARIAT,
    take_back_word: {"lucia"},
    see_changes: {"amina", "omar", "lucia", "tomas", "pat", "irene"},
    ask_for_handover: set(),
    acknowledge_handover: {"amina"},
    stage_file: {"lucia"},
    **joint_note_writes.ALLOWED,
    **people_writes.ALLOWED,
    **meeting_writes.ALLOWED,
    **proposal_writes.ALLOWED,
}
ENTRIES = people_writes.ENTRIES | proposal_writes.ENTRIES
# What is not public yet is not in the public history.
PRIVATE = {
    draft_report,
    change_draft,
    discard_draft,
    embargo,
    take_back,
    stage_file,
    see_changes,
}
PRIVATE |= joint_note_writes.PRIVATE
