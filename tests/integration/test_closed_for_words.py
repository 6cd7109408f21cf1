"""Once a plan or a commitment is closed, nobody says anything new about it."""

import pytest

from accounts.authorization.verdicts import NotAllowed
from tests import agreeing, factories
from tracker.authorization import speaking as rules
from tracker.models import Milestone, Plan


def close_commitment(state):
    def close(here):
        agreeing.move_commitment(here, here.commitment, state)

    return close


def end_plan(here):
    factories.end(here.plan, here.pat)


def fresh(milestone):
    related = ("commitment__plan", "owner")
    return Milestone.objects.select_related(*related).get(pk=milestone.pk)


@pytest.mark.parametrize(
    ("close", "reason"),
    [
        (close_commitment("withdrawn"), "This commitment is withdrawn"),
        (close_commitment("superseded"), "This commitment is superseded"),
        (end_plan, "This plan has ended"),
    ],
    ids=["withdrawn", "superseded", "ended"],
)
def test_nobody_reports_observes_or_answers(close, reason, here):
    question = factories.observe(here.milestone, here.lucia)
    close(here)
    milestone = fresh(here.milestone)
    assert rules.may_report(here.amina, milestone).reason.startswith(reason)
    assert rules.may_observe(here.lucia, milestone).reason.startswith(reason)
    question.milestone, question.commitment = milestone, milestone.commitment
    assert rules.may_respond(here.amina, question).reason.startswith(reason)
    with pytest.raises(NotAllowed, match=reason):
        factories.observe(milestone, here.lucia)


def test_a_paused_commitment_is_still_spoken_about(here):
    close_commitment("paused")(here)
    assert rules.may_report(here.amina, fresh(here.milestone))


def test_nobody_speaks_in_a_plan_of_the_archive(here):
    plan = factories.add_plan(here.pat, slug="old", nature=Plan.Nature.ARCHIVE)
    commitment = factories.add_commitment(plan, here.pat, number=1)
    factories.give_seat(commitment, here.organisations["ministerio-del-agua"], here.pat, "leads")
    verdict = rules.may_report(here.amina, commitment)
    assert verdict.reason == "This plan is documented from public sources. Nobody writes here."
