"""The pages of stewards, and what everybody reads of what they decided."""

import datetime as dt

import pytest
import time_machine

from tests import factories, world
from tests.desk import DESK, FROM_HERE, entry_page
from tests.sending import send, text_of
from tracker.actions import entries, holds, redactions
from tracker.models import Entry, Hold, Redaction

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("strict_templates")]

SECRET = "La testigo vive en <b>Rua Longa</b> 12."
MODERATION = "/en/moderation/"
HIDDEN = {"ground": "danger", "reason": "It says where somebody lives."}


@pytest.fixture
def said(here):
    here.plan = factories.name_stewards(here)
    here.said = factories.observe(here.milestone, here.lucia, text=SECRET)
    return here


def hold_page(here):
    return entry_page(here.said, "hold")


def ask_page(here):
    return entry_page(here.said, "redact")


def answer_page(redaction):
    return f"{DESK}redactions/{redaction.uid}/"


def lift_page(hold):
    return f"{DESK}holds/{hold.uid}/lift/"


@pytest.mark.parametrize("name", world.CAST)
def test_the_pages_are_for_stewards_and_tell_the_others_why(as_, said, name):
    asked = factories.ask_redaction(said.said, said.omar)
    hidden = factories.hold(said.said, said.omar)
    client = as_(getattr(said, name))
    is_steward = name in ("omar", "tomas")
    for path in (hold_page(said), ask_page(said), lift_page(hidden), answer_page(asked)):
        response = client.get(path)
        if not is_steward:
            assert response.status_code == 403
            assert "steward" in text_of(response) or "this plan" in text_of(response)
            assert "Rua Longa" not in text_of(response)
    page = text_of(client.get(said.said.get_absolute_url()))
    assert ("As a steward of this plan" in page) == is_steward


def test_a_visitor_signs_in_first(client, said):
    for path in (hold_page(said), ask_page(said)):
        assert client.get(path)["Location"] == f"/en/accounts/login/?next={path}"


def test_from_the_form_to_the_tombstone_and_back(as_, said, client):
    omar = as_(said.omar)
    done = send(omar, hold_page(said), **HIDDEN)
    assert done["Location"] == said.said.get_absolute_url()
    told = text_of(omar.get(done["Location"]))
    assert "Hidden for 72 hours." in told
    assert "Hidden until" in told
    assert "Ground: danger to a person." in told
    assert HIDDEN["reason"] in told
    assert "Rua Longa" not in told
    assert "Lift the hold" in told
    done = send(omar, lift_page(Hold.objects.get()))
    told = text_of(omar.get(done["Location"]))
    assert "Rua Longa" in told
    assert "Decided about these words before" in told
    assert "Shown again by" in told


def test_a_form_sent_twice_hides_once_and_says_the_same(as_, said):
    omar = as_(said.omar)
    page = omar.get(hold_page(said))
    first, second = (send(omar, page, **HIDDEN) for _ in range(2))
    assert first.status_code == second.status_code == 302
    assert Hold.objects.count() == 1


@pytest.mark.parametrize("lost", ["uid", "version"])
def test_a_form_that_lost_its_numbers_keeps_what_was_typed(as_, said, lost):
    omar = as_(said.omar)
    response = send(omar, hold_page(said), **HIDDEN, **{lost: ""})
    assert response.status_code == 422
    assert HIDDEN["reason"] in text_of(response)
    assert send(omar, response).status_code == 302


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"ground": None}, "Choose the ground."),
        ({"ground": "dislike"}, "Choose one of the options shown."),
        ({"reason": " "}, "Give the reason. It is published."),
        ({"reason": "x" * 2001}, "at most 2,000 fit"),
    ],
)
def test_what_is_missing_is_said_beside_the_field(as_, said, wrong, sentence):
    response = send(as_(said.omar), hold_page(said), **{**HIDDEN, **wrong})
    assert response.status_code == 422
    assert sentence in text_of(response)
    assert not Hold.objects.exists()


def test_words_that_changed_since_are_shown_again(as_, said):
    omar = as_(said.omar)
    page = omar.get(hold_page(said))
    entries.withdraw(entry=said.said, reason="Mistake", by=said.lucia, seen_version=2)
    response = send(omar, page, **HIDDEN)
    assert response.status_code == 409
    assert HIDDEN["reason"] in text_of(response)
    assert send(omar, response).status_code == 302


def test_two_keys_turn_on_two_pages(as_, said):
    send(as_(said.omar), ask_page(said), words="text", **HIDDEN)
    asked = Redaction.objects.get()
    entry = text_of(as_(said.lucia).get(said.said.get_absolute_url()))
    assert "To be erased, if both sides agree: text" in entry
    assert "Rua Longa" in entry
    tomas = as_(said.tomas)
    assert answer_page(asked) in text_of(tomas.get(DESK))
    page = tomas.get(answer_page(asked))
    # What a moderator opens on purpose is text, never a page.
    assert "&lt;b&gt;Rua Longa&lt;/b&gt;" in page.content.decode()
    assert "<b>Rua Longa" not in page.content.decode()
    done = send(tomas, page, answer="confirm")
    assert done.status_code == 302
    told = text_of(tomas.get(done["Location"]))
    assert "Rua Longa" not in told
    assert "Erased: text" in told
    assert "Confirmed by" in told
    assert answer_page(asked) not in text_of(tomas.get(DESK))
    assert send(tomas, page, answer="confirm").status_code == 302  # sent twice
    assert "Confirmed by" in text_of(tomas.get(answer_page(asked)))


def test_the_hidden_words_are_shown_to_the_keys(as_, said):
    factories.hold(said.said, said.omar)
    asked = factories.ask_redaction(said.said, said.omar)
    for by in (said.omar, said.tomas):
        assert "Rua Longa" in as_(by).get(answer_page(asked)).content.decode()
    page = text_of(as_(said.omar).get(answer_page(asked)))
    assert "Only the steward of the other side answers this." in page


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ({}, "Choose your answer."),
        ({"answer": "refuse"}, "Give the reason. It is published."),
    ],
)
def test_an_answer_is_one_and_a_refusal_has_a_reason(as_, said, answer, sentence):
    asked = factories.ask_redaction(said.said, said.omar)
    response = send(as_(said.tomas), answer_page(asked), **answer)
    assert response.status_code == 422
    assert sentence in text_of(response)


def test_a_refusal_is_public(as_, said):
    asked = factories.ask_redaction(said.said, said.omar)
    done = send(as_(said.tomas), answer_page(asked), answer="refuse", reason="Nobody is named.")
    page = text_of(as_(said.lucia).get(done["Location"]))
    assert "Nobody is named." in page
    assert "Rua Longa" in page


def test_the_second_key_learns_where_else_the_words_stand(as_, said):
    factories.report(said.milestone, said.amina, text=f"Dicen: {SECRET}")
    asked = factories.ask_redaction(said.said, said.omar)
    page = text_of(as_(said.tomas).get(answer_page(asked)))
    assert "The same words stand elsewhere" in page
    assert "published a progress report" in page


def test_what_was_answered_or_is_not_there(as_, said):
    tomas = as_(said.tomas)
    assert tomas.get(f"{DESK}redactions/{said.said.uid}/").status_code == 404
    assert tomas.get(f"{DESK}holds/{said.said.uid}/lift/").status_code == 404
    hidden = factories.hold(said.said, said.tomas)
    holds.lift(hold=hidden, by=said.tomas, seen_version=1)
    refused = tomas.get(lift_page(hidden))
    assert refused.status_code == 403
    assert "not hidden any more" in text_of(refused)


def test_without_a_steward_the_page_says_who_must_be_named(as_, here):
    said = factories.observe(here.milestone, here.lucia)
    factories.name_stewards(here, civil_society="")
    response = as_(here.omar).get(entry_page(said, "redact"))
    assert response.status_code == 403
    assert "Still to be named: Civil society" in text_of(response)
    page = text_of(as_(here.pat).get(said.get_absolute_url()))
    assert "Hide these words for 72 hours" in page


def test_a_late_refusal_gives_the_typed_reason_back(as_, said):
    omar = as_(said.omar)
    page = omar.get(hold_page(said))
    factories.hold(said.said, said.tomas)
    response = omar.post(hold_page(said), {**_fields(page), **HIDDEN}, headers=FROM_HERE)
    assert response.status_code == 403
    assert HIDDEN["reason"] in text_of(response)


def _fields(page):
    from tests.sending import form_of

    return {name: value for name, value in form_of(page).items() if name}


# --- The count ------------------------------------------------------------------------------------


@pytest.fixture
def counted(said):
    lapsed = factories.observe(said.milestone, said.lucia, text="Uno.")
    factories.hold(lapsed, said.omar, now=world.NOW - dt.timedelta(days=4))
    lifted = factories.hold(said.said, said.tomas)
    holds.lift(hold=lifted, by=said.omar, seen_version=1)
    factories.hold(factories.report(said.milestone, said.amina), said.tomas)
    factories.redact(said.said, said.omar, said.tomas)
    asked = factories.ask_redaction(lapsed, said.tomas, ground="court_order")
    redactions.refuse_redaction(redaction=asked, reason="No.", by=said.omar, seen_version=1)
    return said


def test_nothing_is_said_to_have_happened_before_it_did(client, here):
    assert "No words were ever hidden or erased here." in text_of(client.get(MODERATION))


def test_each_number_leads_to_as_many_rows(client, counted):
    from tests.links import links_of

    links = [link for link in links_of(client.get(MODERATION)) if "what=" in link.url]
    assert len(links) > 20
    found = {}
    for link in links:
        page = client.get(link.url.partition("#")[0])
        assert page.status_code == 200
        assert len(page.context["rows"]) == link.number
        found[link.url] = link.number
    totals = {
        what: found[f"{MODERATION}?year=2026&what={what}#rows"] for what in ("holds", "asked")
    }
    assert totals == {"holds": 3, "asked": 2}
    for what, number in {
        "lapsed": 1,
        "lifted": 1,
        "in_force": 1,
        "confirmed": 1,
        "refused": 1,
    }.items():
        assert found[f"{MODERATION}?year=2026&what={what}#rows"] == number


def test_the_count_moves_when_a_hold_ends_and_the_page_with_it(client, counted):
    first = client.get(f"{MODERATION}?year=2026&what=in_force")
    assert len(first.context["rows"]) == 1
    with time_machine.travel(world.NOW + Hold.LASTS, tick=False):
        again = client.get(
            f"{MODERATION}?year=2026&what=in_force", headers={"if-none-match": first["ETag"]}
        )
        assert again.status_code == 200
        assert again.context["rows"] == []


@pytest.mark.parametrize(
    "query", ["?what=censored", "?year=many", "?ground=x", "?side=x", "?page=0"]
)
def test_what_nobody_counts_is_refused_with_a_sentence(client, counted, query):
    if query.startswith("?page"):
        assert client.get(f"{MODERATION}{query}&year=2026&what=holds").status_code in (400, 404)
    else:
        assert client.get(f"{MODERATION}{query}").status_code == 400


def test_the_page_is_linked_from_the_foot_and_the_method(client, here):
    for path in ("/en/", "/en/about/"):
        assert f'href="{MODERATION}"' in client.get(path).content.decode()


def test_no_word_that_is_hidden_stands_in_the_count(client, counted):
    page = client.get(f"{MODERATION}?year=2026&what=in_force").content.decode()
    assert Entry.objects.filter(held_until__gt=world.NOW).exists()
    assert "Publicamos la primera versión" not in page


def test_queries_do_not_grow_with_the_rows(client, counted, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    path = f"{MODERATION}?year=2026&what=holds"
    with CaptureQueriesContext(connection) as few:
        client.get(path)
    for _ in range(6):
        factories.hold(factories.report(counted.milestone, counted.amina), counted.omar)
    with CaptureQueriesContext(connection) as many:
        client.get(path)
    assert len(many) == len(few)
