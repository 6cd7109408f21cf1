"""Many people send at the same moment: one text stands, nobody else's is lost, and nothing breaks.

Every sender has a thread and a connection to the database of their own.
"""

import uuid
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.management import call_command
from django.db import connection, connections
from django.test import Client

from tests import factories, world
from tests.desk import FROM_HERE, OBSERVE, OBSERVED, REPORT, REPORTED, entry_page, recorded
from tests.sending import form_of, send, text_of
from tracker.models import Entry, MilestoneStatus

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.real_clock]

MANY = 50


@pytest.fixture(autouse=True)
def room_for_everybody(transactional_db):
    """Let as many connect as send; a server has no more threads than its pool has connections."""
    pool = connection.settings_dict["OPTIONS"].get("pool")
    if not pool:  # SQLite
        yield
        return
    usual = dict(pool)
    connection.close()
    connection.close_pool()
    pool.update(max_size=MANY + 2, timeout=60)
    yield
    connection.close()
    connection.close_pool()
    pool.update(usual)


@pytest.fixture
def here(transactional_db):
    return world.load()


@pytest.fixture
def two(here):
    """Two people of the ministry."""
    carmen = factories.add_member(here.organisations["ministerio-del-agua"], "Carmen")
    return here.amina, carmen


def signed_in(people, count):
    """Return clients, the people taking turns."""
    clients = [Client(headers=FROM_HERE) for _ in range(count)]
    for number, client in enumerate(clients):
        client.force_login(people[number % len(people)])
    return clients


def at_once(sendings):
    """Call every function in a thread of its own, all at the same moment."""
    barrier = Barrier(len(sendings))

    def run(sending):
        try:
            barrier.wait(60)
            return sending()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(sendings)) as threads:
        return list(threads.map(run, sendings))


def posting(client, path, data):
    return lambda: client.post(path, data)


def by_status(responses):
    found = {}
    for response in responses:
        found.setdefault(response.status_code, []).append(response)
    return found


def history_is_whole():
    call_command("verify_history", verbosity=0)
    call_command("rebuild_check", verbosity=0)
    return True


def sent(client, path, **changes):
    """Return a form as it would be sent, from a page opened now."""
    typed = {name.replace("__", "-"): value for name, value in changes.items()}
    return form_of(client.get(path)) | typed


def opened_by_each(form, count):
    """Return the form as every one of many people filled it in, from a page of their own."""
    return [form | {"uid": str(uuid.uuid4()), "text": f"Texto {n}."} for n in range(count)]


def test_two_people_report_from_the_same_version(two):
    clients = signed_in(two, 2)
    texts = ["Ya está abierto.", "Se abrirá en diciembre."]
    forms = [
        sent(client, REPORT, **REPORTED | {"text": text})
        for client, text in zip(clients, texts, strict=True)
    ]
    answers = at_once([posting(c, REPORT, f) for c, f in zip(clients, forms, strict=True)])
    found = by_status(answers)
    assert {status: len(some) for status, some in found.items()} == {302: 1, 409: 1}
    page = text_of(found[409][0])
    assert all(text in page for text in texts)


def test_fifty_reports_from_one_version(here, two):
    clients = signed_in(two, MANY)
    before = recorded()
    forms = opened_by_each(sent(clients[0], REPORT, **REPORTED), MANY)
    answers = at_once([posting(c, REPORT, f) for c, f in zip(clients, forms, strict=True)])
    found = by_status(answers)
    assert {status: len(some) for status, some in found.items()} == {302: 1, 409: MANY - 1}
    report = Entry.objects.get(kind="progress_report")
    for number, answer in enumerate(answers):
        if answer.status_code == 409:
            carried = form_of(answer)
            assert carried["text"] == f"Texto {number}."
            assert carried["theirs_text"] == report.text
    assert recorded() == before + 1
    status = MilestoneStatus.objects.get(milestone=here.milestone)
    assert (status.reports_version, status.government_entry_id) == (2, report.pk)
    assert history_is_whole()


def test_one_form_sent_fifty_times(here):
    (client,) = signed_in([here.amina], 1)
    form = sent(client, REPORT, **REPORTED)
    clients = signed_in([here.amina], MANY)
    before = recorded()
    answers = at_once([posting(c, REPORT, form) for c in clients])
    assert {answer.status_code for answer in answers} == {302}
    assert len({answer["Location"] for answer in answers}) == 1
    assert Entry.everything.count() == 1
    assert recorded() == before + 1
    assert history_is_whole()


def test_fifty_savings_of_one_draft(here):
    clients = signed_in([here.lucia], MANY)
    send(clients[0], OBSERVE, text="Primera.", draft="1")
    edit = entry_page(Entry.everything.get(), "edit")
    form = sent(clients[0], edit, draft="1")
    forms = [form | {"text": f"Texto {n}."} for n in range(MANY)]
    answers = at_once([posting(c, edit, f) for c, f in zip(clients, forms, strict=True)])
    counts = {status: len(some) for status, some in by_status(answers).items()}
    assert counts == {302: 1, 409: MANY - 1}
    assert Entry.everything.get().version == 2


def test_fifty_corrections_of_one_observation(here):
    observation = factories.observe(here.milestone, here.lucia)
    path = entry_page(observation, "correct")
    clients = signed_in([here.lucia], MANY)
    forms = opened_by_each(sent(clients[0], path, **OBSERVED), MANY)
    answers = at_once([posting(c, path, f) for c, f in zip(clients, forms, strict=True)])
    found = by_status(answers)
    assert {status: len(some) for status, some in found.items()} == {302: 1, 403: MANY - 1}
    for number, answer in enumerate(answers):
        if answer.status_code == 403:
            assert f"Texto {number}." in text_of(answer)
    assert Entry.objects.filter(corrects=observation).count() == 1
    assert history_is_whole()


def test_a_withdrawal_and_answers_at_once(here, two):
    observation = factories.observe(here.milestone, here.lucia)
    (lucia,) = signed_in([here.lucia], 1)
    clients = signed_in(two, 10)
    respond, withdraw = entry_page(observation, "respond"), entry_page(observation, "withdraw")
    answer = {"outcome": "taken_up", "text": "Los agregamos."}
    forms = opened_by_each(sent(clients[0], respond, **answer), len(clients))
    sendings = [posting(c, respond, f) for c, f in zip(clients, forms, strict=True)]
    sendings.insert(5, posting(lucia, withdraw, sent(lucia, withdraw, reason="Error.")))
    statuses = {answer.status_code for answer in at_once(sendings)}
    assert statuses <= {302, 403}
    assert Entry.objects.get(pk=observation.pk).state == "withdrawn"
    assert history_is_whole()
