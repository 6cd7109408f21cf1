"""Every door of the administration through which something is written.

A door is a function `(here) -> (page, what somebody types)`; `DOORS` says who may go through it.
"""

from accounts.actions import users
from accounts.models import Membership, Organisation, User
from tests import factories
from tests.integration.admin_forms import add_page, page_of
from tracker.actions import commitments, plans
from tracker.models import (
    Commitment,
    CommitmentText,
    Lineage,
    Milestone,
    Plan,
    Seat,
    Theme,
)

KEEPERS = {"pat", "operator"}
SECRETARIAT = {"pat"}


def add_organisation(here):
    return add_page(Organisation), {"slug": "nueva", "name_es": "Nueva", "kind": "cso"}


def change_organisation(here):
    return page_of(here.organisations["auditoria"]), {"name_en": "Audit office"}


def add_user(here):
    return add_page(User), {"email": "Nora@onda.example", "name": "Nora", "language": "en"}


def change_user(here):
    return page_of(here.tomas), {"name": "Tomás", "is_active": []}


def reset_second_factor(here):
    return page_of(here.tomas, "move", "reset_second_factor"), {"reason": "lost"}


def grant_membership(here):
    user = User.objects.get(email="fresh@onda.example")
    return add_page(Membership, user=user.email), {"organisation": "auditoria", "role": "lead"}


def change_membership(here):
    return page_of(here.omar.memberships.get()), {"role": "lead"}


def end_membership(here):
    return page_of(here.omar.memberships.get(), "move", "end"), {"until": "2026-11-30"}


def add_plan(here):
    return add_page(Plan), {
        "slug": "nuevo",
        "number": "3",
        "title_es": "Plan",
        "title_en": "Plan",
        "jurisdiction_es": "V",
        "jurisdiction_en": "V",
        "start_date": "2027-09-01",
        "end_date": "2029-08-31",
        "predecessor": "vereda",
        "documents": "https://vereda.example/plan | El plan | The plan",
    }


def change_plan(here):
    return page_of(here.plan), {"title_en": "The plan", "reason": "A better title"}


def put_plan_in_force(here):
    return page_of(here.draft_plan, "move", "put_in_force"), {}


def end_plan(here):
    return page_of(here.empty_plan, "move", "end"), {}


def archive_plan(here):
    return page_of(here.ended_plan, "move", "archive"), {}


def add_theme(here):
    return add_page(Theme, plan="vereda"), {"slug": "agua", "title_es": "Agua", "title_en": "Water"}


def change_theme(here):
    return page_of(here.theme), {"title_en": "Rivers"}


def add_commitment(here):
    return add_page(Commitment, plan="vereda"), {
        "number": "9",
        "title_es": "Nuevo",
        "title_en": "New",
        "ogp_values": ["civic_participation"],
        "policy_areas": "agua\r\nsalud",
        "theme": [str(here.theme.pk)],
    }


def change_commitment(here):
    return page_of(here.commitment), {"objective_es": "Uno\r\nDos", "reason": "Faltaba"}


def pause_commitment(here):
    return page_of(here.draft_commitment, "move", "pause"), {"reason": "Sin presupuesto"}


def resume_commitment(here):
    return page_of(here.paused, "move", "resume"), {"reason": "Hay presupuesto"}


def withdraw_commitment(here):
    return page_of(here.draft_commitment, "move", "withdraw"), {"reason": "Una ley lo impide"}


def supersede_commitment(here):
    return page_of(here.draft_commitment, "move", "supersede"), {"reason": "Lo sigue el 9"}


def adopt_text(here):
    return add_page(CommitmentText, commitment="vereda/1"), {
        "body_es": "1. Publicar.",
        "agreed_by": [str(here.organisations["rios-claros"].pk)],
    }


def add_milestone(here):
    return add_page(Milestone, commitment="vereda/1"), {
        "number": "9",
        "title_es": "Hito",
        "title_en": "Step",
        "owner": "ministerio-del-agua",
        "due_date": "2027-02-03",
        "due_precision": "month",
    }


def change_milestone(here):
    return page_of(here.draft_milestone), {"owner": "auditoria", "reason": "Pasó a la auditoría"}


def move_due_date(here):
    return page_of(here.draft_milestone, "move", "move_due_date"), {
        "precision": "quarter",
        "due_date": "2027-02-03",
        "reason": "Falta un laboratorio",
    }


def give_seat(here):
    return add_page(Seat, commitment="vereda/2"), {
        "organisation": "mira-el-gasto",
        "role": "expert",
    }


def change_seat(here):
    return page_of(here.seat), {"note_en": "By letter"}


def miss_seat(here):
    return page_of(here.seat, "move", "miss"), {}


def leave_seat(here):
    return page_of(here.seat, "move", "leave"), {"reason": "Cambió de tema"}


def take_seat(here):
    return page_of(here.missing_seat, "move", "take"), {"reason": ""}


def invite_to_seat(here):
    return page_of(here.missing_seat, "move", "invite"), {}


def link_lineage(here):
    return add_page(Lineage), {"earlier": "vereda/1", "later": "vereda/2", "kind": "split"}


DOORS = {
    add_organisation: KEEPERS,
    change_organisation: KEEPERS,
    add_user: KEEPERS,
    change_user: KEEPERS,
    reset_second_factor: KEEPERS,
    grant_membership: KEEPERS,
    change_membership: KEEPERS,
    end_membership: KEEPERS,
    add_plan: SECRETARIAT,
    change_plan: SECRETARIAT,
    put_plan_in_force: SECRETARIAT,
    end_plan: SECRETARIAT,
    archive_plan: SECRETARIAT,
    add_theme: SECRETARIAT,
    change_theme: SECRETARIAT,
    add_commitment: SECRETARIAT,
    change_commitment: SECRETARIAT,
    pause_commitment: SECRETARIAT,
    resume_commitment: SECRETARIAT,
    withdraw_commitment: SECRETARIAT,
    supersede_commitment: SECRETARIAT,
    adopt_text: SECRETARIAT,
    add_milestone: SECRETARIAT,
    change_milestone: SECRETARIAT,
    move_due_date: SECRETARIAT,
    give_seat: SECRETARIAT,
    change_seat: SECRETARIAT,
    miss_seat: SECRETARIAT,
    leave_seat: SECRETARIAT,
    take_seat: SECRETARIAT,
    invite_to_seat: SECRETARIAT,
    link_lineage: SECRETARIAT,
}


def furnish(here):
    """Add to the world what the doors lead to."""
    factories.set_up_codes(here.tomas)
    here.theme = factories.add_theme(here.plan, here.pat, slug="rios")
    here.seat = Seat.objects.get(commitment=here.commitment, role="expert")
    here.missing_seat = factories.give_seat(
        here.other_commitment, here.organisations["rios-claros"], here.pat, state="missing"
    )
    here.draft_plan = factories.add_plan(here.pat, slug="borrador", in_force=False)
    # What binds both sides is entered here until the plan is in force.
    here.draft_commitment = factories.add_commitment(here.draft_plan, here.pat, number=1)
    here.draft_milestone = factories.add_milestone(here.draft_commitment, here.pat, number=1)
    here.empty_plan = factories.add_plan(here.pat, slug="sin-compromisos")
    ended = factories.add_plan(here.pat, slug="terminado")
    here.ended_plan = plans.move_plan(
        plan=ended, verb="end", by=here.pat, seen_version=ended.version
    )
    here.paused = commitments.move_commitment(
        commitment=factories.add_commitment(here.draft_plan, here.pat, number=5),
        verb="pause",
        reason="Espera",
        by=here.pat,
        seen_version=1,
    )
    users.add_user(email="fresh@onda.example", name="Fresh", by=here.operator)
    return here
