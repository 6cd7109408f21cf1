"""Whatever is sent to a form: a sentence, the typed text back, nothing written, never a 500."""

import uuid

import pytest
from django.test import Client

from tests import factories
from tests.desk import (
    ASSESS,
    DESK,
    FROM_HERE,
    OBSERVE,
    OBSERVED,
    REPORT,
    REPORTED,
    WATER,
    entry_at,
    entry_page,
    recorded,
)
from tests.sending import form_of, send, text_of
from tracker.models import Entry

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("strict_templates"),
    pytest.mark.engine("sqlite"),
]

LOST = "This page had lost track of which version it started from."
HOSTILE = "</textarea><script>alert(1)</script>\" onfocus='x' {{ 7|add:7 }} %s \u202e👩‍👩‍👧 שלום"


@pytest.fixture
def nothing_written():
    before = (recorded(), Entry.everything.count())
    yield
    assert (recorded(), Entry.everything.count()) == before


# --- The hidden numbers -------------------------------------------------------------------------

GARBLED = ["", None, "x", "-1", "1.5", "0x1", "９９９x", "9" * 40, "\0", "1 OR 1=1", "[]"]


@pytest.mark.parametrize("value", GARBLED)
@pytest.mark.parametrize("name", ["uid", "version", "reports"])
@pytest.mark.parametrize("draft", [{}, {"draft": "1"}])
def test_a_lost_number_is_never_accepted(as_, amina, name, value, draft):
    client = as_(amina)
    before = Entry.everything.count()
    response = send(client, REPORT, **REPORTED, **draft, **{name: value})
    assert response.status_code == 422
    assert LOST in text_of(response)
    assert "<title>Error: " in text_of(response)
    again = form_of(response)
    assert again["text"] == REPORTED["text"]
    assert again["evidence-1-url"] == REPORTED["evidence__1__url"]
    assert Entry.everything.count() == before
    assert send(client, response).status_code == 302, "what came back can be sent"


def test_a_lost_version_of_a_draft_leads_to_both_texts(as_, lucia):
    client = as_(lucia)
    send(client, OBSERVE, text="Guardado.", draft="1")
    edit = entry_page(Entry.everything.get(state="draft"), "edit")
    response = send(client, edit, text="Mío.", version="", draft="1")
    assert response.status_code == 422
    response = send(client, response, draft="1")
    assert response.status_code == 409
    assert "Guardado." in text_of(response)
    assert "Mío." in text_of(response)


@pytest.mark.parametrize("value", ["7", "2147483646", "2147483647"])
def test_a_version_that_never_was_is_not_accepted(as_, amina, value, nothing_written):
    response = send(as_(amina), REPORT, **REPORTED, reports=value)
    assert response.status_code == 422
    assert LOST in text_of(response)


@pytest.fixture
def others(here):
    """Entries whose uid no form of Amina's on this milestone carries."""
    observation = factories.observe(here.milestone, here.lucia)
    elsewhere = factories.report(here.commitment, here.amina)
    draft = factories.words.entries.save_draft(
        kind="progress_report",
        subject=here.cso_milestone,
        by=here.lucia,
        uid=uuid.uuid4(),
        seen_version=0,
    )
    return {"of another kind": observation, "of another subject": elsewhere, "of others": draft}


@pytest.mark.parametrize("which", ["of another kind", "of another subject", "of others"])
@pytest.mark.parametrize("draft", [{}, {"draft": "1"}])
def test_a_form_reaches_its_own_entry_only(as_, amina, others, which, draft, nothing_written):
    entry = others[which]
    response = send(as_(amina), REPORT, **REPORTED, **draft, uid=str(entry.uid), version="1")
    assert response.status_code == 422
    assert "This form belongs to another entry." in text_of(response)
    assert form_of(response)["text"] == REPORTED["text"]
    assert Entry.everything.get(pk=entry.pk).text == entry.text


def test_the_page_of_a_draft_takes_no_other_number(as_, lucia):
    client = as_(lucia)
    send(client, OBSERVE, text="Uno.", draft="1")
    edit = entry_page(Entry.everything.get(state="draft"), "edit")
    response = send(client, edit, **OBSERVED, uid=str(uuid.uuid4()))
    assert response.status_code == 422
    assert LOST in text_of(response)


def test_what_another_organisation_published_is_no_conflict_of_ours(as_, here):
    factories.give_seat(here.commitment, here.organisations["mira-el-gasto"], here.pat)
    before = recorded()
    theirs = factories.observe(here.milestone, here.tomas)
    response = send(as_(here.lucia), OBSERVE, **OBSERVED, uid=str(theirs.uid), version="2")
    assert response.status_code == 422
    assert form_of(response)["uid"] != str(theirs.uid)
    assert recorded() == before + 1


# --- Texts --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "limit"), [("text", 10000), ("difficulties", 5000), ("next_step", 5000)]
)
def test_a_text_that_is_too_long_comes_back_whole(as_, amina, name, limit, nothing_written):
    long = "ñ" * (limit + 1)
    for draft in ({}, {"draft": "1"}):
        response = send(as_(amina), REPORT, **{**REPORTED, name: long}, **draft)
        assert response.status_code == 422
        assert f"at most {limit:,} fit. Shorten it by 1." in text_of(response)
        assert form_of(response)[name] == long


def test_a_text_of_the_greatest_length_is_kept(as_, amina):
    longest = {name: "ñ" * n for name, n in (("text", 10000), ("difficulties", 5000))}
    report = entry_at(send(as_(amina), REPORT, **REPORTED | longest)).detail
    assert (len(report.text), len(report.difficulties)) == (10000, 5000)


@pytest.mark.parametrize("name", ["text", "difficulties", "evidence__1__title"])
def test_a_nul_is_refused_with_a_sentence(as_, amina, name, nothing_written):
    response = send(as_(amina), REPORT, **{**REPORTED, name: "a\0b"})
    assert response.status_code == 422
    assert "invisible control character" in text_of(response)


def test_hostile_text_is_shown_as_text_wherever_it_comes_back(as_, amina):
    client = as_(amina)
    typed = {"text": HOSTILE, "difficulties": HOSTILE, "evidence__1__title": HOSTILE}
    response = send(client, REPORT, **typed)
    assert "<script>alert" not in response.content.decode()
    assert form_of(response)["text"] == HOSTILE
    one, two = client.get(REPORT), client.get(REPORT)
    report = entry_at(send(client, one, **REPORTED | typed))
    assert report.text == HOSTILE
    met = send(client, two, **REPORTED | typed | {"text": HOSTILE + "!"})
    assert met.status_code == 409
    assert "<script>alert" not in met.content.decode()
    assert form_of(met)["text"] == HOSTILE + "!"
    for verb in ("correct", "withdraw"):
        assert "<script>alert" not in client.get(entry_page(report, verb)).content.decode()
    send(client, REPORT, text=HOSTILE, draft="1")
    draft = Entry.everything.get(state="draft")
    for path in (DESK, entry_page(draft, "discard"), entry_page(draft, "edit")):
        page = client.get(path).content.decode()
        assert "<script>alert" not in page
        assert "14 %s" not in page


def test_text_keeps_its_lines_and_signs(as_, lucia):
    typed = "  Uno \r\n\r\n dos\t\r\n👩‍👩‍👧 שלום \u202e información\u0301  \r\n"
    observation = entry_at(send(as_(lucia), OBSERVE, **OBSERVED | {"text": typed}))
    assert observation.text == "  Uno\n\n dos\n👩‍👩‍👧 שלום \u202e informacióń"


@pytest.mark.parametrize(
    "sent",
    [
        {"completion": "finished"},
        {"completion": "COMPLETE"},
        {"language": "fr"},
        {"language": "x" * 5000},
        {"done_date": "2026-02-30"},
        {"done_date": "0001-01-01"},
        {"evidence__1__relation": "proves"},
        {"evidence__1__fact_date": "yesterday"},
        {"evidence__1__url": "javascript:alert(1)"},
        {"evidence__1__url": ""},
        {"evidence__2__title": "No address"},
    ],
)
@pytest.mark.parametrize("draft", [{}, {"draft": "1"}])
def test_a_value_that_cannot_be_is_said_beside_its_field(as_, amina, sent, draft, nothing_written):
    response = send(as_(amina), REPORT, **REPORTED | sent | draft)
    assert response.status_code == 422
    assert "There is 1 thing to correct" in text_of(response)
    assert form_of(response)["text"] == REPORTED["text"]


def test_fields_of_the_record_cannot_be_sent_along(as_, lucia):
    smuggled = {
        "state": "withdrawn",
        "side": "government",
        "organisation": "1",
        "hat": "",
        "kind": "progress_report",
        "author": "1",
        "said_date": "2020-01-01",
        "published_at": "2020-01-01",
        "corrects": "1",
        "milestone": "2",
    }
    entry = entry_at(send(as_(lucia), OBSERVE, **OBSERVED | smuggled))
    assert (entry.state, entry.side, entry.hat) == ("published", "civil_society", "expert")
    assert entry.said_date.year == 2026
    assert entry.corrects is None


# --- Requests -----------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [REPORT, f"{WATER}report/", f"{WATER}milestones/2/report/"])
@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"", "application/x-www-form-urlencoded"),
        (b"text=%ff%fe&uid=%ed%a0%80&version=%00", "application/x-www-form-urlencoded"),
        (b"&&&===%%%", "application/x-www-form-urlencoded"),
        (b"text=a&text=b&version=0&version=1", "application/x-www-form-urlencoded"),
        (b'{"text": "x"}', "application/json"),
        (
            b'--x\r\nContent-Disposition: form-data; name="text"\r\n',
            "multipart/form-data; boundary=x",
        ),
        (b"no boundary", "multipart/form-data"),
        (b"\x00\x01\x02", "application/octet-stream"),
        (b"text=x", "application/x-www-form-urlencoded; charset=utf-7"),
        (b"text=x", "text/plain; charset=nonsense"),
        (b"&".join(b"f%d=1" % n for n in range(1100)), "application/x-www-form-urlencoded"),
        (b"text=" + b"x" * 3_000_000, "application/x-www-form-urlencoded"),
    ],
)
def test_no_body_breaks_a_form(as_, here, path, body, content_type, nothing_written):
    client = as_(here.lucia if "/2/" in path else here.amina)
    # Not `post`, which would encode the body anew.
    response = client.generic("POST", path, body, content_type=content_type, headers=FROM_HERE)
    assert 400 <= response.status_code < 500
    assert text_of(response).count("<h1") == 1


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
@pytest.mark.parametrize("path", [DESK, REPORT, OBSERVE])
def test_other_methods_are_refused(as_, here, method, path, nothing_written):
    client = as_(here.lucia if path == OBSERVE else here.amina)
    assert getattr(client, method)(path).status_code == 405


@pytest.mark.parametrize(
    "path",
    [
        f"{DESK}plans/vereda/commitments/{'9' * 30}/report/",
        f"{DESK}plans/vereda/commitments/1/milestones/{2**63}/observe/",
        f"{DESK}plans/{'x' * 3000}/commitments/1/report/",
        f"{DESK}entries/not-a-uid/edit/",
        f"{DESK}entries/{uuid.uuid4()}/unknown/",
    ],
)
def test_addresses_that_lead_nowhere_are_not_found(as_, amina, path):
    assert as_(amina).get(path).status_code == 404


@pytest.mark.parametrize("path", [REPORT, OBSERVE, ASSESS])
def test_a_form_without_its_token_comes_back(here, path, nothing_written):
    client = Client(enforce_csrf_checks=True)
    client.force_login({REPORT: here.amina, OBSERVE: here.lucia, ASSESS: here.irene}[path])
    response = client.post(path, {"text": "What I wrote."}, headers=FROM_HERE)
    assert response.status_code == 403
    assert "What I wrote." in text_of(response)


@pytest.mark.parametrize("value", GARBLED)
def test_withdrawing_needs_its_version(as_, here, observation, value, nothing_written):
    client = as_(here.lucia)
    response = send(client, entry_page(observation, "withdraw"), reason="Error.", version=value)
    assert response.status_code == 422
    assert "this page lost track of its version" in text_of(response)
    assert form_of(response)["reason"] == "Error."
    assert form_of(response)["version"] == str(observation.version)


@pytest.mark.parametrize("reason", ["x" * 4001, "a\0b", "\u200b" * 4001])
def test_a_reason_that_cannot_be_kept_comes_back(as_, here, observation, reason, nothing_written):
    response = send(as_(here.lucia), entry_page(observation, "withdraw"), reason=reason)
    assert response.status_code == 422
    assert form_of(response)["reason"] == reason


def test_a_version_of_the_future_withdraws_nothing(as_, here, observation, nothing_written):
    response = send(
        as_(here.lucia), entry_page(observation, "withdraw"), reason="Error.", version="9"
    )
    assert response.status_code == 409
    assert form_of(response)["reason"] == "Error."
    assert Entry.objects.get(pk=observation.pk).state == "published"


@pytest.mark.parametrize("value", GARBLED)
def test_discarding_needs_its_version(as_, lucia, value):
    client = as_(lucia)
    send(client, OBSERVE, text="Uno.", draft="1")
    draft = Entry.everything.get(state="draft")
    assert send(client, entry_page(draft, "discard"), version=value).status_code == 422
    assert Entry.everything.filter(pk=draft.pk).exists()
