"""What lasts: one function a write, `(here, by)`, and who may do it."""

from tests import factories
from tracker.actions import closing

MODULES = (closing,)

AT_WORK = {"amina", "lucia"}


def embed(here, by):
    factories.embed(here.commitment, by)


def embed_other_commitment(here, by):
    factories.embed(here.other_commitment, by)


def reverse_embedding(here, by):
    factories.reverse(here.embedding, by)


def follow_up(here, by):
    factories.follow_up(here.ended, by)


def follow_up_while_in_force(here, by):
    factories.follow_up(here.commitment, by)


def report_after_the_end(here, by):
    factories.report(here.ended, by)


def observe_after_the_end(here, by):
    factories.observe(here.ended, by)


def embed_after_the_end(here, by):
    factories.embed(here.ended, by)


def decide_closing(here, by):
    factories.decide(here.ended, by)


def decide_closing_too_early(here, by):
    factories.decide(here.commitment, by)


ALLOWED = {
    decide_closing: {"pat", "amina"},
    decide_closing_too_early: set(),
    embed: AT_WORK,
    embed_other_commitment: {"omar"},
    reverse_embedding: AT_WORK,
    follow_up: AT_WORK | {"irene"},
    follow_up_while_in_force: set(),
    report_after_the_end: set(),
    observe_after_the_end: set(),
    embed_after_the_end: AT_WORK,
}
