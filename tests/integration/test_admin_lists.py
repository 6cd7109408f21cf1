"""What the administration shows, to whom, at which cost; and that it deletes nothing."""

import re
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from ledger.models import HistoryEntry
from tests import factories
from tests.integration.admin_forms import add_page, fill, list_page, page_of, speaking_english
from tracker.actions import entries
from tracker.admin import site
from tracker.models import Commitment, Entry, Lineage, Milestone, Plan, Seat, Theme


@pytest.fixture
def world_here(here):
    return speaking_english(here)


@pytest.fixture
def forum(as_, world_here):
    """The browser of somebody of the secretariat, the forum of the plan."""
    return as_(world_here.pat)


# --- Nothing is deleted --------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["pat", "operator"])
def test_nothing_is_deleted_by_any_door(as_, world_here, name):
    factories.report(world_here.milestone, world_here.amina)
    window = as_(getattr(world_here, name))
    for model in site._registry:
        row = model._default_manager.order_by("pk").first()
        if row is None:
            continue
        before = model._default_manager.count()
        opts = model._meta
        url = reverse(f"admin:{opts.app_label}_{opts.model_name}_delete", args=[row.pk])
        for response in (window.get(url), window.post(url, {"post": "yes"})):
            assert response.status_code == 403
            assert "Nothing is deleted" in response.content.decode()
        window.post(
            list_page(model),
            {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"},
        )
        assert model._default_manager.count() == before
        assert "delete_selected" not in window.get(list_page(model)).content.decode()


# --- Words ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["pat", "operator"])
@pytest.mark.parametrize("model", [Entry, HistoryEntry])
def test_nobody_writes_words_or_history(as_, world_here, name, model):
    factories.report(world_here.milestone, world_here.amina, text="As it was said")
    window = as_(getattr(world_here, name))
    row = model.objects.order_by("pk").last()
    before = HistoryEntry.objects.count(), Entry.everything.count()
    for url in (add_page(model), page_of(row)):
        response = window.post(url, {"text": "Other words", "side": "civil_society", "kind": "x"})
        assert response.status_code == 403
    assert 'name="_save"' not in window.get(page_of(row)).content.decode()
    assert (HistoryEntry.objects.count(), Entry.everything.count()) == before
    assert Entry.objects.get().text == "As it was said"


def test_an_entry_is_shown_whole(forum, world_here):
    here = world_here
    factories.report(
        here.milestone, here.amina, completion="limited", text="Hicimos esto",
        difficulties="Faltan manos", next_step="Pedir dos",
    )  # fmt: skip
    page = forum.get(page_of(Entry.objects.get())).content.decode()
    for words in ("Hicimos esto", "Faltan manos", "Pedir dos", "MINAGUA", "Limited", "archivo.csv"):
        assert words in page


@pytest.mark.parametrize("name", ["pat", "operator"])
def test_drafts_are_not_shown(as_, world_here, name):
    draft = entries.save_draft(
        kind="observation",
        subject=world_here.milestone,
        by=world_here.lucia,
        uid=uuid.uuid4(),
        seen_version=0,
        text="Canario",
    )
    window = as_(getattr(world_here, name))
    assert "Canario" not in window.get(list_page(Entry), {"q": "anari"}).content.decode()
    assert "0 entries" in window.get(list_page(Entry)).content.decode()
    assert window.get(page_of(Entry.everything.get(uid=draft.uid))).status_code == 404


# --- Somebody else's draft plan ------------------------------------------------------------------


@pytest.fixture
def hidden(world_here):
    """The draft plan of another secretariat, with a row of each noun."""
    here = world_here
    here.sara = factories.add_member(factories.add_organisation("secretariat"), "Sara")
    here.secret = factories.add_plan(
        here.sara, slug="secreto", in_force=False, title_es="Canario", title_en="Canario"
    )
    theme = factories.add_theme(here.secret, here.sara, slug="canario")
    commitment = factories.add_commitment(
        here.secret, here.sara, number=1, title_es="Canario", title_en="Canario", theme=theme
    )
    rows = [
        here.secret,
        theme,
        commitment,
        factories.add_milestone(commitment, here.sara, number=1),
        factories.give_seat(commitment, here.organisations["auditoria"], here.sara),
        factories.add_text(commitment, here.sara, body_es="Canario"),
        factories.link_lineage(commitment, here.commitment, here.sara),
        HistoryEntry.objects.filter(chain__key="plan:secreto").first(),
    ]
    here.hidden = rows
    return here


@pytest.mark.parametrize("name", ["pat", "operator"])
def test_another_secretariats_draft_plan_is_hidden_everywhere(as_, hidden, name):
    window = as_(getattr(hidden, name))
    for row in hidden.hidden:
        assert window.get(page_of(row)).status_code == 404, row
        for page in (list_page(type(row)), list_page(type(row)) + "?q=anari"):
            text = window.get(page).content.decode()
            assert "canario" not in text.lower(), page
            assert "secreto" not in text, page
        assert window.post(page_of(row), {"title_es": "x"}).status_code == 404 or isinstance(
            row, HistoryEntry
        )


def test_another_secretariats_draft_plan_is_not_offered_as_a_choice(forum, hidden):
    for model in (Plan, Theme, Commitment, Milestone, Seat, Lineage):
        page = forum.get(add_page(model)).content.decode()
        assert "secreto" not in page
        assert "anario" not in page
    assert "anario" not in forum.get(add_page(Commitment, plan="secreto")).content.decode()


def test_another_secretariats_draft_plan_cannot_be_guessed(forum, hidden):
    """The answer is the same as for a plan that never was."""
    for reference in ("secreto/1", "nowhere/1"):
        page = add_page(Milestone)
        sent = fill(forum, page, commitment=reference, number="1", title_es="x", title_en="x")
        response = forum.post(page, sent)
        assert response.context["adminform"].form.errors["commitment"] == [
            "There is none of this name."
        ]


def test_its_own_secretariat_sees_it(as_, hidden):
    User.objects.filter(pk=hidden.sara.pk).update(language="en")
    window = as_(hidden.sara)
    for row in hidden.hidden:
        assert window.get(page_of(row)).status_code == 200


# --- Lists ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "query",
    [
        "password__startswith=md5",
        "memberships__role=lead",
        "last_login__year=2026",
        "email__contains=pat",
        "sessions__x=1",
        "id__in=1,2",
        "_connector=OR",
    ],
)
def test_a_list_is_not_filtered_by_what_it_does_not_offer(forum, query):
    response = forum.get(f"{list_page(User)}?{query}")
    assert response.status_code in (302, 400)


@pytest.mark.parametrize(
    "query", ["p=99999", "p=-1", "p=x", "o=99.x.-1", "e=1", "all=", "q=%F0%9F%98%80", "is_active__exact=x",
              "q=" + 3000 * "x"],
)  # fmt: skip
def test_a_list_answers_nonsense(forum, query):
    response = forum.get(f"{list_page(User)}?{query}", follow=True)
    assert response.status_code in (200, 400)


def test_a_list_searches_and_filters(forum, world_here):
    page = forum.get(list_page(Milestone), {"q": "análisis", "of": "vereda"}).content.decode()
    assert "1 milestone" in page
    assert page_of(world_here.milestone) in page
    assert page_of(world_here.cso_milestone) not in page
    page = forum.get(list_page(Seat), {"role__exact": "leads"}).content.decode()
    assert "MINAGUA" in page
    assert "Ríos Claros" not in page


def grow(here, numbers):
    """Add rows of every noun, all where the pages below show them."""
    for number in numbers:
        commitment = factories.add_commitment(here.plan, here.pat, number=number)
        factories.add_milestone(here.commitment, here.pat, number=number)
        factories.give_seat(commitment, here.organisations["auditoria"], here.pat)
        factories.add_member(here.organisations["auditoria"], f"Person {number}")
    factories.report(here.milestone, here.amina)


PAGES = {
    "commitments": lambda here: list_page(Commitment),
    "milestones": lambda here: list_page(Milestone),
    "seats": lambda here: list_page(Seat),
    "people": lambda here: list_page(User),
    "entries": lambda here: list_page(Entry),
    "history": lambda here: list_page(HistoryEntry),
    "plan": lambda here: page_of(here.plan),
    "commitment": lambda here: page_of(here.commitment),
    "milestone": lambda here: page_of(here.milestone),
    "organisation": lambda here: page_of(here.organisations["auditoria"]),
    "a new seat": lambda here: add_page(Seat, commitment="vereda/1"),
}


def test_no_page_asks_more_of_the_database_when_there_is_more(
    forum, world_here, django_assert_max_num_queries
):
    def asked():
        counted = {}
        for name, page in PAGES.items():
            with django_assert_max_num_queries(15) as queries:
                assert forum.get(page(world_here)).status_code == 200
            counted[name] = len(queries)
        return counted

    grow(world_here, range(10, 13))
    asked()  # what Django keeps in memory after the first time
    few = asked()
    grow(world_here, range(13, 43))
    assert asked() == few


def test_the_page_of_a_plan_lists_the_first_rows_and_leads_to_all(forum, world_here):
    for number in range(10, 40):
        factories.add_commitment(world_here.plan, world_here.pat, number=number)
    page = forum.get(page_of(world_here.plan)).content.decode()
    url = f"{list_page(Commitment)}?plan__id__exact={world_here.plan.pk}"
    assert url in page
    assert page.count("/admin/tracker/commitment/") < 40
    assert "32 commitments" in forum.get(url).content.decode()


def test_rows_are_added_from_the_page_of_what_they_belong_to(forum, world_here):
    page = forum.get(page_of(world_here.commitment)).content.decode()
    assert f"{add_page(Milestone)}?commitment=vereda%2F1" in page
    form = forum.get(add_page(Milestone, commitment="vereda/1")).content.decode()
    assert 'value="vereda/1"' in form


# --- Pages ---------------------------------------------------------------------------------------


def test_pages_obey_the_content_security_policy(forum, world_here, drafted):
    pages = [
        "/admin/",
        list_page(Commitment),
        page_of(world_here.commitment),
        page_of(drafted.milestone, "move", "move_due_date"),
        add_page(Seat),
    ]
    for url in pages:
        response = forum.get(url)
        text = response.content.decode()
        assert "default-src 'none'" in response["Content-Security-Policy"]
        assert "style=" not in text, url
        assert not re.search(r"<script(?![^>]*\bsrc=)", text), url
        assert not re.search(r"\son\w+=", text), url
        assert not re.search(r'(?:src|href)="(?:https?:)?//', text), url
        assert "no-store" in response["Cache-Control"], url


def test_the_history_of_a_row_is_that_of_the_ledger(forum, world_here):
    url = page_of(world_here.commitment).replace("/change/", "/history/")
    page = forum.get(url, follow=True).content.decode()
    assert "1 history entry" in page
    assert "Added a commitment" in page


@pytest.mark.parametrize("number", ["0", "x", "99999999999999999999", "1'--", "%00"])
def test_a_row_that_is_not_there_is_not_found(forum, number):
    assert forum.get(f"/admin/tracker/commitment/{number}/change/").status_code in (400, 404)
    assert forum.get(f"/admin/tracker/commitment/{number}/history/").status_code in (400, 404)
    assert forum.get(f"/admin/tracker/commitment/{number}/do/pause/").status_code in (400, 404)


def test_a_move_that_does_not_exist_is_not_found(forum, world_here):
    assert forum.get(page_of(world_here.commitment, "move", "delete")).status_code == 404


def test_a_form_without_its_token_is_refused(here):
    window = Client(enforce_csrf_checks=True)
    window.force_login(here.pat)
    for url in (page_of(here.commitment), page_of(here.commitment, "move", "pause")):
        assert window.post(url, {"reason": "x", "seen": "1"}).status_code == 403
    assert HistoryEntry.objects.filter(kind="commitment.paused").count() == 0
