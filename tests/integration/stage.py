"""The small world with something of everything: what each form is about, and who else is there."""

import datetime as dt
import uuid

from accounts.actions.memberships import end_membership
from accounts.actions.users import add_user
from accounts.models import User
from tests import factories, world
from tests.integration import admin_doors, meeting_writes, obstacle_writes
from tracker.actions import entries, settlements


def furnish(here):
    """Add rows to write about, and the people of all other roles: Sara keeps another plan, Felix
    left, Nadia is invited, Carla keeps the members of her organisation, Rosa is one of them."""
    admin_doors.furnish(here)
    here.plan = factories.name_stewards(here)
    here.report = factories.report(here.milestone, here.amina)
    here.observation = factories.observe(here.milestone, here.lucia)
    march = {"due_date": dt.date(2027, 3, 31), "due_precision": "month"}
    here.ripple = factories.ripple(here.commitment, here.amina)
    here.proposal = factories.propose(here.milestone, here.amina, **march)
    here.old_proposal = factories.propose(
        here.milestone, here.amina, now=world.NOW - dt.timedelta(days=30), **march
    )
    here.draft = entries.save_draft(
        kind="observation",
        subject=here.milestone,
        by=here.lucia,
        uid=uuid.uuid4(),
        seen_version=0,
        text="Borrador",
    )
    stage_answers(here)
    obstacle_writes.stage(here)
    stage_joint_notes(here)
    meeting_writes.stage(here)
    here.embargoed = factories.observe(
        here.milestone, here.lucia, not_before=world.NOW + dt.timedelta(days=9)
    )
    here.embedding = factories.embed(here.commitment, here.amina)
    here.ended = factories.an_ended_plan(here)
    here.held = factories.hold(here.report, here.omar)
    here.to_erase = factories.ask_redaction(here.report, here.omar)
    here.sara = factories.add_member(factories.add_organisation("secretariat", "otro-foro"), "Sara")
    here.felix = factories.add_member(here.organisations["ministerio-del-agua"], "Felix")
    leave(here, here.felix)
    here.nadia = add_user(email="nadia@onda.example", name="Nadia", by=here.operator)
    rios = here.organisations["rios-claros"]
    here.carla = factories.add_member(rios, "Carla", role="lead")
    here.rosa = factories.add_member(rios, "Rosa")
    here.invitation, here.token = factories.invite(rios, here.nadia.email, here.operator)
    return here


def answered(here):
    """Return an observation of Lucía's that Amina answered."""
    observation = factories.observe(here.milestone, here.lucia, asks="¿Cuándo?")
    factories.respond(observation, here.amina)
    return observation


def stage_answers(here):
    """An answer to settle, one that is said not to be enough, and one that is at the forum."""
    here.answered = answered(here)
    here.unresolved = factories.settle(answered(here), here.lucia, "not_resolved")
    here.escalated = settlements.escalate(
        settlement=factories.settle(answered(here), here.lucia, "not_resolved"),
        reason="Sin respuesta útil.",
        by=here.lucia,
        seen_version=1,
    )


def stage_joint_notes(here):
    """A text that both sides agreed on, with a newer one to sign; and another that one side signed."""
    factories.agree_note(here.milestone, here.lucia, here.amina)
    factories.write_note(here.milestone, here.lucia, "Las dos partes vimos los dos archivos.")
    signed = factories.write_note(here.cso_milestone, here.lucia)
    factories.sign_note(signed, here.lucia)


def leave(here, person):
    """End everything by which a person may write, as of yesterday."""
    for membership in person.memberships.filter(until=None):
        end_membership(
            membership=membership,
            by=here.operator,
            seen_version=membership.version,
            until=world.NOW.date() - dt.timedelta(days=1),
        )


def fresh(person):
    """Return the person as the next request would load them."""
    return User.objects.get(pk=person.pk)
