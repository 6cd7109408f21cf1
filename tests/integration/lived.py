"""A plan in whose history every kind of thing happened."""

import datetime as dt

from django.utils import timezone

from accounts.models import Organisation
from tests import agreeing, factories
from tests.integration import meeting_writes
from tracker.actions import (
    commitments,
    entries,
    handovers,
    joint_notes,
    plans,
    proposals,
    seats,
    settlements,
    themes,
)
from tracker.models import Commitment


def live(here):
    """Let every kind of thing happen in the plan, and end it."""
    pat, commitment, milestone = here.pat, here.commitment, here.milestone
    theme = factories.add_theme(here.plan, pat, slug="agua")
    themes.change_theme(theme=theme, by=pat, seen_version=1, title_en="Clean water")
    plans.change_plan(plan=here.plan, by=pat, seen_version=here.plan.version, title_en="The plan")
    commitments.change_commitment(
        commitment=commitment,
        by=pat,
        seen_version=1,
        reason="Clearer words.",
        theme=theme,
        problem_es="Falta el agua limpia.",
    )
    _through_its_states(here, factories.add_commitment(here.plan, pat, number=7), "withdrawn")
    _through_its_states(here, factories.add_commitment(here.plan, pat, number=8), "superseded")
    factories.add_text(commitment, pat, agreed_by=[milestone.owner])
    agreeing.describe(here, milestone, deliverable_es="Un archivo.")
    agreeing.move_date(here, milestone, dt.date(2027, 3, 1), "month", "The table agreed.")
    _proposals_to_their_ends(here)
    _a_seat_through_its_states(here)
    factories.link_lineage(commitment, here.other_commitment, pat)
    factories.add_event(here.plan, pat, commitments=[commitment], organisations=[milestone.owner])
    report = factories.report(milestone, here.amina)
    observation = factories.observe(milestone, here.lucia)
    response = factories.respond(observation, here.amina)
    assessment = factories.assess(commitment, here.irene)
    embedding = factories.embed(commitment, here.amina)
    reversal = factories.reverse(embedding, here.lucia)
    for entry, by in (
        (report, here.amina),
        (response, here.amina),
        (observation, here.lucia),
        (assessment, here.irene),
        (reversal, here.lucia),
        (embedding, here.amina),
    ):
        entries.withdraw(entry=entry, reason="We were wrong.", by=by, seen_version=entry.version)
    _a_ripple_to_its_end(here)
    _an_obstacle_to_its_end(here)
    _questions_to_their_ends(here)
    _joint_notes_to_their_ends(here)
    _meetings_to_their_ends(here)
    factories.acknowledge_handover(here.plan, here.lucia)
    _ask_for_a_handover(here)
    plan = factories.moderate(here, report, observation)
    ended = factories.end(plan, pat)
    _what_is_left(here)
    plans.move_plan(plan=here.plan, verb="archive", by=pat, seen_version=ended.version)
    return here


def _what_is_left(here):
    """Follow up what is left half a year after the end, and take it back."""
    later = dt.datetime(2028, 3, 1, 12, tzinfo=dt.UTC)
    commitment = Commitment.objects.select_related("plan").get(pk=here.commitment.pk)
    check = factories.follow_up(commitment, here.lucia, now=later)
    entries.withdraw(
        entry=check, reason="We were wrong.", by=here.lucia, seen_version=check.version, now=later
    )


def _through_its_states(here, commitment, last):
    for state in ("paused", "in_force", last):
        agreeing.move_commitment(here, commitment, state, "Agreed.")


def _proposals_to_their_ends(here):
    date = {"due_date": dt.date(2027, 5, 31), "due_precision": "day"}
    refused, countered, withdrawn, alone = (
        factories.propose(here.milestone, here.amina, **date) for _ in range(4)
    )
    common = {"by": here.lucia, "seen_version": 1, "reason": "Sooner."}
    proposals.refuse(proposal=refused, **common)
    sooner = date | {"due_date": dt.date(2027, 4, 1)}
    seen = type(here.milestone).objects.get(pk=here.milestone.pk).version
    proposals.counter(proposal=countered, seen_subject=seen, **common, **sooner)
    proposals.withdraw_proposal(
        proposal=withdrawn, by=here.amina, seen_version=1, reason="Not needed."
    )
    later = timezone.now() + dt.timedelta(days=30)
    proposals.publish_unilaterally(proposal=alone, by=here.amina, seen_version=1, now=later)


def _a_seat_through_its_states(here):
    mira = Organisation.objects.get(slug="mira-el-gasto")
    seat = factories.give_seat(here.other_commitment, mira, here.pat, state="invited")
    seats.change_seat(seat=seat, by=here.pat, seen_version=1, note_es="Nota", note_en="A note")
    for seen, verb in enumerate(("miss", "invite", "take", "leave"), 2):
        seats.move_seat(seat=seat, verb=verb, by=here.pat, seen_version=seen, reason="Agreed.")


def _a_ripple_to_its_end(here):
    ripple = factories.ripple(here.commitment, here.amina)
    finding = factories.find(ripple, here.lucia)
    for entry, by in ((finding, here.lucia), (ripple, here.amina)):
        entries.withdraw(entry=entry, reason="We were wrong.", by=by, seen_version=entry.version)


def _an_obstacle_to_its_end(here):
    obstacle = factories.describe(here.commitment, here.amina)
    action = factories.act_on_agenda(obstacle, here.lucia)
    word = factories.resolve(obstacle, here.amina)
    for entry, by in ((word, here.amina), (action, here.lucia), (obstacle, here.amina)):
        entries.withdraw(entry=entry, reason="We were wrong.", by=by, seen_version=entry.version)


def _questions_to_their_ends(here):
    for end in ("accepted", "not_resolved", "taken back"):
        observation = factories.observe(here.milestone, here.lucia, asks="¿Cuándo?")
        factories.respond(observation, here.amina)
        outcome = "accepted" if end == "accepted" else "not_resolved"
        word = factories.settle(observation, here.lucia, outcome)
        common = {"settlement": word, "seen_version": 1}
        if end == "not_resolved":
            settlements.escalate(reason="Two months.", by=here.lucia, **common)
            settlements.close_question(
                settlement=word, note="Both agreed.", by=here.pat, seen_version=2
            )
        elif end == "taken back":
            settlements.take_back_word(reason="It is there now.", by=here.lucia, **common)


def _joint_notes_to_their_ends(here):
    revision = factories.write_note(here.milestone, here.lucia)
    signature = factories.sign_note(revision, here.lucia)
    joint_notes.take_back_signature(signature=signature, by=here.lucia, seen_version=1)
    agreed = factories.agree_note(here.milestone, here.lucia, here.amina, "Both saw two files.")
    acts = (
        ("ask", here.lucia, "A wrong number."),
        ("keep", here.amina, ""),
        ("ask", here.lucia, "A wrong number."),
        ("withdraw", here.amina, ""),
    )
    for seen, (verb, by, reason) in enumerate(acts, 1):
        joint_notes.move_agreed_note(
            agreed=agreed, verb=verb, by=by, seen_version=seen, reason=reason
        )


def _meetings_to_their_ends(here):
    meeting_writes.stage(here)
    meeting_writes.change_meeting(here, here.lucia)
    meeting_writes.cancel_meeting(here, here.lucia)
    meeting_writes.publish_minutes(here, here.lucia)
    meeting_writes.correct_minutes(here, here.pat)
    meeting_writes.reopen_agreement(here, here.amina)
    meeting_writes.void_agreement(here, here.pat)
    meeting_writes.withdraw_dependency(here, here.lucia)


def _ask_for_a_handover(here):
    ministry = here.organisations["ministerio-del-agua"]
    lead = factories.add_member(ministry, "Lara", role="lead")
    membership = here.amina.memberships.get()
    handovers.ask_for_handover(plan=here.plan, membership=membership, by=lead)
