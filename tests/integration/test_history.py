"""The history pages: every entry in words, found by filter and number, verifiable as a file."""

import datetime as dt
import json
import re
import runpy

import pytest
from django.conf import settings
from django.db import connection

from accounts.actions import memberships, organisations, users
from accounts.models import Organisation
from ledger.models import Chain, HistoryEntry
from tests import agreeing, factories, guards
from tests.integration.lived import live
from tracker.actions import entries
from tracker.kinds import Kind
from tracker.models import Plan, Seat
from tracker.presenters.history import LABELS
from tracker.queries.history_page import PER_PAGE

PLAN = "/en/plans/vereda/history/"
ROW = re.compile(r'<li class="row" id="e(\d+)">')
# One for each kind of thing that a page of the history names; here it names all there are.
MOST_QUERIES = 19
VERIFIER = runpy.run_path(str(settings.BASE_DIR / "static/tools/verify_onda_history.py"))


def read(client, path=PLAN, status=200, **query):
    response = client.get(path, query)
    assert response.status_code == status, response.content.decode()[:2000]
    return response.content.decode()


def numbers(page):
    return [int(number) for number in ROW.findall(page)]


@pytest.fixture
def lived(here):
    return live(here)


# --- What it tells ------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["es", "en"])
def test_every_kind_can_be_read(client, lived, language):
    seen, pages, before = set(), [], None
    while before is None or before > 1:
        page = read(
            client, f"/{language}/plans/vereda/history/", **({"before": before} if before else {})
        )
        pages.append(page)
        seen |= set(numbers(page))
        before = min(seen)
    assert seen == set(range(1, Chain.objects.get(key="plan:vereda").seq + 1))
    recorded = set(
        HistoryEntry.objects.filter(chain__key="plan:vereda").values_list("kind", flat=True)
    )
    assert recorded == {kind.value for kind in Kind} - {Kind.STATEMENT_DOCUMENTED.value}
    if language == "en":
        text = "".join(pages).replace("&#x27;", "'")
        for kind in recorded:
            assert str(LABELS[kind])[1:] in text
    assert not re.search(r"[0-9a-f]{8}-[0-9a-f]{4}-", re.sub(r'href="[^"]*"', "", "".join(pages)))


def test_it_tells_old_and_new_in_words(client, lived):
    page = read(client, kind=Kind.DUE_DATE_MOVED)
    assert "31 Dec 2026" in page
    assert "Mar 2027" in page
    assert "The table agreed." in page
    assert "Agreed by both sides" in page
    assert "One side alone" in page


def test_a_date_keeps_the_precision_it_had_then(client, here):
    hito = factories.add_milestone(
        here.commitment, here.pat, due_precision="month", due_date=dt.date(2026, 9, 3)
    )
    for day in (dt.date(2027, 1, 5), dt.date(2027, 2, 5)):
        agreeing.move_date(here, hito, day, "month")
    agreeing.move_date(here, hito, dt.date(2027, 4, 5))
    page = read(client, kind=Kind.DUE_DATE_MOVED)
    told = re.findall(r"</span>([^<]+)</(?:del|ins)>", page)
    assert told == ["Feb 2027", "5 Apr 2027", "Jan 2027", "Feb 2027", "Sep 2026", "Jan 2027"]


def test_statements_show_what_was_said(client, here):
    factories.report(here.milestone, here.amina, completion="limited", text="Empezamos.")
    page = read(client, kind=Kind.PROGRESS_REPORT_PUBLISHED)
    assert "Empezamos." in page
    assert "Limited" in page
    assert "Falta presupuesto." in page
    assert 'href="https://datos.vereda.example/archivo.csv"' in page


def test_a_documented_statement_shows_who_said_it_and_who_wrote_it_down(client, here):
    archive = factories.add_plan(here.pat, slug="antes", nature="archive")
    commitment = factories.add_commitment(archive, here.pat)
    rios = Organisation.objects.get(slug="rios-claros")
    factories.document(commitment, rios, here.pat, said_date=dt.date(2015, 5, 1))
    page = read(client, "/en/plans/antes/history/", kind=Kind.STATEMENT_DOCUMENTED)
    assert "Ríos Claros" in page
    assert "Organización foro" in page
    assert "https://fuente.vereda.example/informe" in page


def test_what_people_wrote_is_never_markup(client, here):
    bad = '<script>alert(1)</script><img src=x onerror="alert(2)">'
    factories.report(here.milestone, here.amina, text=bad)
    agreeing.describe(here, here.milestone, bad, deliverable_es=bad)
    page = read(client)
    assert "<script>alert" not in page
    assert "<img" not in page
    assert "&lt;script&gt;" in page


def test_no_person_is_named(client, lived):
    everything = "".join(
        read(client, path) for path in (PLAN, "/en/history/", "/en/history/?chain=accounts")
    )
    for person in (lived.amina, lived.lucia, lived.pat, lived.irene, lived.operator):
        assert person.name not in everything
        assert person.email not in everything
        assert str(person.uid) not in everything


def test_drafts_are_not_in_it(client, here, lucia):
    entries.save_draft(
        kind="observation", subject=here.milestone, by=lucia, seen_version=0, text="Secreto.",
        uid="6f0e3e34-5b0b-4a6c-9a43-0b3f4d9b1f00", type="note", seen_by="interview", language="es",
    )  # fmt: skip
    assert "Secreto." not in read(client) + read(client, "/en/history/")


def test_an_erased_field_leaves_a_mark(client, here):
    report = factories.report(here.milestone, here.amina, text="Un nombre que no debía estar.")
    with guards.dropped(connection), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE ledger_historyvalue SET value = NULL, salt = NULL WHERE field = 'text' AND entry_id ="
            " (SELECT id FROM ledger_historyentry WHERE subject_uid = %s)",
            [report.uid.hex if connection.vendor == "sqlite" else report.uid],
        )
    page = read(client)
    assert "Un nombre" not in page
    assert "Erased by a public decision: Text." in page


# --- How it is found ----------------------------------------------------------------------------


def test_filters_keep_what_was_asked(client, lived):
    told = {e.seq: e for e in HistoryEntry.objects.filter(chain__key="plan:vereda").order_by("seq")}
    by_side = numbers(read(client, side="civil_society"))
    assert {told[n].side for n in by_side} == {"civil_society"}
    by_commitment = numbers(read(client, commitment=2))
    assert by_commitment
    assert {told[n].context_uid for n in by_commitment} == {lived.other_commitment.uid}
    assert numbers(read(client, kind=Kind.SEAT_LEFT)) == [
        n for n, entry in told.items() if entry.kind == Kind.SEAT_LEFT
    ]


def test_a_filter_that_finds_nothing_says_so(client, here):
    assert "No entry matches" in read(client, side="independent")


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"side": "martian"}, "There is no voice “martian”."),
        ({"kind": "plan.eaten"}, "There is no kind of entry “plan.eaten”."),
        ({"commitment": "99"}, "This plan has no commitment “99”."),
        ({"commitment": "x' OR 1=1"}, "This plan has no commitment"),
        ({"before": "soon"}, "The number of an entry is a whole number."),
        ({"entry": "0"}, "Entries are numbered from 1."),
        ({"before": str(10**40)}, "No entry has such a number."),
    ],
)
def test_what_is_unknown_is_refused_with_a_sentence(client, here, query, sentence):
    page = read(client, status=400, **query)
    assert sentence in page.replace("&#x27;", "'")


@pytest.mark.parametrize("query", [{"before": 1}, {"after": 99999}, {"entry": 99999}])
def test_beyond_its_ends_there_is_no_page(client, here, query):
    read(client, status=404, **query)


def test_paging_goes_there_and_back(client, lived):
    first = numbers(read(client))
    assert len(first) == PER_PAGE
    second = read(client, before=min(first))
    assert max(numbers(second)) == min(first) - 1
    assert f"after={max(numbers(second))}" in second
    assert numbers(read(client, after=max(numbers(second)))) == first


def test_all_plans_together_stand_by_time(client, here):
    other = factories.add_plan(here.pat, slug="otro")
    for number in range(1, 15):
        factories.add_commitment(here.plan, here.pat, number=number + 20)
        factories.add_commitment(other, here.pat, number=number)
    first = read(client, "/en/history/")
    assert "Action plan" in first
    older = re.search(r"before=(\d+)", first).group(1)
    second = read(client, "/en/history/", before=older)
    newer = re.search(r"after=(\d+)", second).group(1)
    assert numbers(read(client, "/en/history/", after=newer)) == numbers(first)
    read(client, "/en/history/", status=404, before=999999)


def test_a_hidden_plan_has_no_history(client, as_, here):
    factories.add_plan(here.pat, slug="oculto", in_force=False, title_en="Hidden plan")
    read(client, "/en/plans/oculto/history/", status=404)
    read(client, "/en/plans/oculto/history/export/", status=404)
    assert "Hidden plan" not in read(client, "/en/history/")
    assert "Hidden plan" in read(as_(here.pat), "/en/plans/oculto/history/")


def test_an_entry_has_an_address_of_its_own(client, here):
    chain = Chain.objects.get(key="plan:vereda")
    page = read(client, entry=2)
    entry = HistoryEntry.objects.get(chain=chain, seq=2)
    assert numbers(page) == [2]
    assert entry.hash in page
    assert entry.prev_hash in page
    assert (
        '<link rel="canonical" href="http://testserver/en/plans/vereda/history/?entry=2">' in page
    )
    assert "?entry=1" in page
    assert "?entry=3" in page


# --- How it is verified -------------------------------------------------------------------------


def test_the_panel_shows_the_head(client, here):
    chain = Chain.objects.get(key="plan:vereda")
    page = read(client)
    assert chain.witness in page
    assert "onda-history-vereda.jsonl" in page
    assert "verify_onda_history" in page


def exported(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return response, b"".join(response.streaming_content).decode().splitlines()


def test_the_export_verifies_without_us(client, lived):
    response, lines = exported(client, f"{PLAN}export/")
    assert response["Content-Disposition"] == 'attachment; filename="onda-history-vereda.jsonl"'
    chain = Chain.objects.get(key="plan:vereda")
    problems, head = VERIFIER["verify"](lines, (chain.seq, chain.head))
    assert (problems, head) == ([], chain.witness)


def test_the_history_of_organisations_verifies_and_tells_nothing_of_people(client, here):
    user = users.add_user(email="someone@onda.example", name="Some One", by=here.operator)
    rios = Organisation.objects.get(slug="rios-claros")
    membership = memberships.grant_membership(user=user, organisation=rios, by=here.operator)
    memberships.end_membership(membership=membership, by=here.operator, seen_version=1)
    organisations.change_organisation(
        organisation=rios, by=here.pat, seen_version=1, acronym="RC", reason="A new name."
    )
    page = read(client, "/en/history/", chain="accounts")
    assert "Granted a membership" in page
    assert "RC" in page
    assert "A new name." in page
    _response, lines = exported(client, "/en/history/export/")
    chain = Chain.objects.get(key=Chain.ACCOUNTS)
    assert VERIFIER["verify"](lines, (chain.seq, chain.head)) == ([], chain.witness)
    for line in map(json.loads, lines):
        if line.get("subject_type") in ("user", "membership"):
            assert all(set(field) == {"leaf"} for field in line["fields"].values())


def test_an_unknown_history_is_refused(client, here):
    assert "There is no history “secrets”." in read(
        client, "/en/history/", status=400, chain="secrets"
    )


# --- What it costs ------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [PLAN, "/en/history/", "/en/history/?chain=accounts"])
def test_queries_do_not_grow_with_the_history(client, lived, django_assert_max_num_queries, path):
    with django_assert_max_num_queries(MOST_QUERIES) as few:
        client.get(path)
    plan = Plan.objects.get(slug="vereda")
    assert plan.commitments.count() < 10
    other = factories.add_plan(lived.pat, slug="grande")
    for number in range(1, 40):
        commitment = factories.add_commitment(other, lived.pat, number=number)
        factories.give_seat(commitment, lived.milestone.owner, lived.pat, "leads")
        factories.add_milestone(commitment, lived.pat, number=1, owner=lived.milestone.owner)
        factories.add_organisation("cso")
    path = path.replace("vereda", "grande")
    with django_assert_max_num_queries(MOST_QUERIES) as many:
        client.get(path)
    assert len(many) <= len(few) + 2  # kinds of things that the first page does not name
    assert Seat.objects.count() > 30


def test_in_a_plan_of_many_commitments_the_number_is_typed(client, here):
    plan = factories.add_plan(here.pat, slug="enorme")
    for number in range(1, 63):
        factories.add_commitment(plan, here.pat, number=number)
    path = "/en/plans/enorme/history/"
    assert 'type="number"' in read(client, path)
    assert len(numbers(read(client, path, commitment=62))) == 1
    assert "no commitment “63”" in read(client, path, status=400, commitment=63)
    read(client, path, status=400, commitment="x")
    read(client, path, status=400, commitment="9" * 30)
