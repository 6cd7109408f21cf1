"""Writes of what binds both sides, `(here, by)`, and who may do them."""

import datetime as dt

from django.utils import timezone

from tests import factories
from tracker.actions import proposals

MODULES = (proposals,)
MARCH = {"due_date": dt.date(2027, 3, 31), "due_precision": "month"}


def propose_date(here, by):
    factories.propose(here.milestone, by, **MARCH)


def propose_text(here, by):
    factories.propose(here.commitment, by, "text", body_es="1. Medir.", body_en="", source="")


def propose_on_other_commitment(here, by):
    factories.propose(here.other_commitment, by, "state", state="paused")


def accept_proposal(here, by):
    proposals.accept(proposal=here.proposal, by=by, seen_version=1)


def refuse_proposal(here, by):
    proposals.refuse(proposal=here.proposal, reason="Too late.", by=by, seen_version=1)


def counter_proposal(here, by):
    proposals.counter(
        proposal=here.proposal,
        reason="Sooner.",
        by=by,
        seen_version=1,
        seen_subject=here.milestone.version,
        due_date=dt.date(2027, 2, 1),
        due_precision="day",
    )


def withdraw_own_proposal(here, by):
    proposals.withdraw_proposal(proposal=here.proposal, reason="Solved.", by=by, seen_version=1)


def publish_proposal_alone(here, by):
    later = timezone.now() + dt.timedelta(days=30)
    proposals.publish_unilaterally(proposal=here.proposal, by=by, seen_version=1, now=later)


ALLOWED = {
    propose_date: {"amina", "lucia", "pat"},
    propose_text: {"amina", "lucia", "pat"},
    propose_on_other_commitment: {"omar", "pat"},
    accept_proposal: {"lucia"},
    refuse_proposal: {"lucia"},
    counter_proposal: {"lucia"},
    withdraw_own_proposal: {"amina"},
    publish_proposal_alone: {"amina"},
}
# What is written besides: the answer, and what comes of it.
ENTRIES = {
    accept_proposal: 3,
    refuse_proposal: 2,
    counter_proposal: 3,
    publish_proposal_alone: 2,
}
