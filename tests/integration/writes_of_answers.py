"""Writes of `writes.py`: what waits for its day, and what whoever asked says of an answer."""

import uuid

from tests import factories
from tracker.actions import embargoes, settlements


def embargo(here, by):
    factories.observe(here.milestone, by, not_before=here.embargoed.not_before)


def publish_embargoed(here, by):
    embargoes.publish_now(entry=here.embargoed, by=by, seen_version=here.embargoed.version)


def take_back(here, by):
    embargoes.take_back(entry=here.embargoed, by=by, seen_version=here.embargoed.version)


def accept_answer(here, by):
    settlements.settle(
        observation=here.answered,
        seen_answer=here.answered.last_answer(),
        outcome="accepted",
        reason="",
        by=by,
        uid=uuid.uuid4(),
    )


def escalate(here, by):
    settlements.escalate(settlement=here.unresolved, reason="Dos meses.", by=by, seen_version=1)


def close_question(here, by):
    settlements.close_question(settlement=here.escalated, note="Se acordó.", by=by, seen_version=2)


def take_back_word(here, by):
    settlements.take_back_word(
        settlement=here.unresolved, reason="Ya se ve.", by=by, seen_version=1
    )
