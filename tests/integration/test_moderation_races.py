"""Two keys turned at the same moment, by two people of one side or by one person twice: one decision stands."""

import pytest
from django.db import connection

from ledger.models import Chain, Erasure, HistoryEntry
from ledger.verification import verify
from tests import factories, world
from tests.desk import DESK, entry_page
from tests.integration.test_races import at_once, posting, room_for_everybody, signed_in
from tests.sending import form_of
from tracker.models import Entry, Hold, Redaction

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.real_clock]
__all__ = ["room_for_everybody"]  # a fixture for every test here
MANY = 8


@pytest.fixture
def here(transactional_db):
    here = world.load()
    factories.name_stewards(here)
    here.said = factories.observe(here.milestone, here.lucia, text="La testigo vive cerca.")
    here.colleague = factories.add_member(here.organisations["mira-el-gasto"], "Teresa")
    return here


def test_two_confirmations_at_once_erase_once(here):
    asked = factories.ask_redaction(here.said, here.omar)
    page = f"{DESK}redactions/{asked.uid}/"
    clients = signed_in((here.tomas, here.colleague), MANY)
    sent = {**form_of(clients[0].get(page)), "answer": "confirm"}
    sent.pop(None, None)
    answers = at_once([posting(client, page, sent) for client in clients])
    assert {answer.status_code for answer in answers} <= {302, 403, 409}
    assert sum(answer.status_code == 302 for answer in answers) >= 1
    kinds = HistoryEntry.objects.filter(subject_uid=asked.uid).values_list("kind", flat=True)
    assert sorted(kinds) == ["redaction.asked", "redaction.confirmed"]
    assert Erasure.objects.count() == 1
    assert Entry.objects.with_kinds().get(pk=here.said.pk).text == ""
    assert list(verify(Chain.objects.get(key=here.plan.chain_key))) == []


def test_a_confirmation_and_a_refusal_at_once_leave_one_of_them(here):
    asked = factories.ask_redaction(here.said, here.omar)
    page = f"{DESK}redactions/{asked.uid}/"
    clients = signed_in((here.tomas, here.colleague), 2)
    form = form_of(clients[0].get(page))
    form.pop(None, None)
    yes, no = {**form, "answer": "confirm"}, {**form, "answer": "refuse", "reason": "Nobody."}
    at_once([posting(clients[0], page, yes), posting(clients[1], page, no)])
    decided = Redaction.objects.get(pk=asked.pk)
    text = Entry.objects.with_kinds().get(pk=here.said.pk).text
    assert (decided.state == "confirmed") == (text == "")
    assert decided.version == 2


def test_both_sides_hide_at_once_and_it_is_hidden_once(here):
    page = entry_page(here.said, "hold")
    clients = signed_in((here.omar, here.tomas), 2)
    forms = [form_of(client.get(page)) for client in clients]
    for form in forms:
        form.pop(None, None)
        form.update(ground="danger", reason="It says where somebody lives.")
    answers = at_once(
        [posting(client, page, form) for client, form in zip(clients, forms, strict=True)]
    )
    assert sorted(answer.status_code for answer in answers) == [302, 403]
    assert Hold.objects.count() == 1
    assert connection.vendor
