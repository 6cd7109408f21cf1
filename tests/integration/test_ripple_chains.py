"""Ripples of the archive, chains of them, their drafts and corrections, and what the history keeps."""

import datetime as dt
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from accounts.authorization.verdicts import NotAllowed
from tests import factories
from tests.desk import RIPPLE, RIPPLED, entry_at, entry_page
from tests.reading import words
from tests.sending import open_form, send, text_of
from tracker.actions import entries
from tracker.models import Entry
from tracker.ripple_state import state_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("strict_templates")]


@pytest.fixture
def ripple(here):
    return factories.ripple(here.commitment, here.amina, noticed_date=dt.date(2026, 5, 1))


# --- The archive -----------------------------------------------------------------------------------


def test_the_keeper_documents_ripples_and_findings_in_public_sources(here):
    old = factories.add_plan(here.pat, slug="old", nature="archive")
    commitment = factories.add_commitment(old, here.pat, number=1)
    ministry, rios = (here.organisations[s] for s in ("ministerio-del-agua", "rios-claros"))
    common = {"said_date": dt.date(2015, 5, 1), "said_precision": "month"}
    with pytest.raises(NotAllowed):
        factories.ripple(commitment, here.lucia)
    ripple = factories.document(
        commitment,
        ministry,
        here.pat,
        kind="ripple",
        title="Otro país copia el tablero.",
        layer="decision",
        noticed_date=dt.date(2015, 1, 1),
        noticed_precision="year",
        **common,
    )
    with pytest.raises(NotAllowed):
        factories.find(ripple, here.irene)
    finding = factories.document(
        commitment, rios, here.pat, kind="ripple_finding", to=ripple, finding="rejects", **common
    )
    assert state_of([finding.finding]) == "rejected"
    call_command("rebuild_check", verbosity=0)


# --- Chains ----------------------------------------------------------------------------------------


def test_a_ripple_follows_from_another(as_, here, ripple):
    client = as_(here.lucia)
    page = text_of(client.get(ripple.get_absolute_url()))
    follow = f"{RIPPLE}?led_by={ripple.uid}"
    assert follow in page
    later = entry_at(send(client, follow, **RIPPLED | {"title": "Otro municipio lo copia."}))
    assert later.detail.led_by == ripple
    shown = words(client.get(later.get_absolute_url()))
    assert "It follows from El mostrador ya no pide copias." in shown
    assert "It led to Otro municipio lo copia." in words(client.get(ripple.get_absolute_url()))


def test_a_chain_makes_no_circle(here, ripple):
    second = factories.ripple(here.commitment, here.lucia, led_by=ripple)
    with pytest.raises(ValidationError, match="follows from this one"):
        factories.ripple(here.commitment, here.amina, corrects=ripple, led_by=second)
    with pytest.raises(ValidationError, match="follows from this one"):
        factories.ripple(here.commitment, here.amina, corrects=ripple, led_by=ripple)


def test_a_ripple_follows_from_what_is_public_alone(as_, here, ripple):
    draft = entries.save_draft(
        kind="ripple",
        subject=here.commitment,
        by=here.lucia,
        uid=uuid.uuid4(),
        seen_version=0,
        title="Borrador secreto",
    )
    with pytest.raises(ValidationError, match="not public"):
        factories.ripple(here.commitment, here.amina, led_by=draft)
    client = as_(here.amina)
    assert "Borrador secreto" not in text_of(client.get(RIPPLE))
    response = send(client, RIPPLE, **RIPPLED, led_by=str(draft.uid))
    assert response.status_code == 422
    assert "There is no public ripple like that." in text_of(response)
    entries.withdraw(entry=ripple, reason="No.", by=here.amina, seen_version=2)
    with pytest.raises(ValidationError, match="withdrawn"):
        factories.ripple(here.commitment, here.amina, led_by=ripple)


def test_what_is_wrong_in_the_address_of_a_chain_is_no_error(as_, amina):
    client = as_(amina)
    for wrong in ("x", str(uuid.uuid4())):
        assert client.get(f"{RIPPLE}?led_by={wrong}").status_code == 200


# --- Drafts, corrections, history ------------------------------------------------------------------


def test_a_draft_keeps_the_chain_and_is_seen_by_its_organisation_alone(as_, here, ripple):
    client = as_(here.lucia)
    response = send(client, RIPPLE, title="A medias", led_by=str(ripple.uid), draft="1")
    draft = Entry.everything.get(state="draft").detail
    assert response.status_code == 302
    assert draft.led_by == ripple
    assert open_form(client, entry_page(draft, "edit"))["led_by"] == str(ripple.uid)
    assert "A medias" not in text_of(as_(here.amina).get("/en/plans/vereda/commitments/1/"))
    shown = as_(here.lucia).get(f"/en/desk/entries/{draft.uid}/preview/")
    assert "A medias" in text_of(shown)


def test_a_correction_starts_as_noticed(as_, here, ripple):
    factories.find(ripple, here.lucia)
    client = as_(here.amina)
    response = send(client, entry_page(ripple, "correct"), title="Pide una copia, no tres.")
    right = entry_at(response).detail
    assert right.corrects_id == ripple.pk
    assert not right.is_corroborated
    assert "It waits for somebody of another side" in words(client.get(right.get_absolute_url()))


def test_two_texts_of_one_draft_meet(as_, here, ripple):
    client = as_(here.lucia)
    page = client.get(RIPPLE)
    send(client, page, title="Una", draft="1")
    response = send(client, page, title="Otra", led_by=str(ripple.uid), draft="1")
    assert response.status_code == 409
    shown = text_of(response)
    assert "Una" in shown
    assert "Otra" in shown
    assert "1 · El mostrador ya no pide copias." in shown


def test_the_history_tells_ripples_and_findings_in_both_languages(here, client, ripple):
    factories.ripple(here.commitment, here.lucia, led_by=ripple, noticed_precision="month")
    factories.find(ripple, here.lucia)
    english = words(client.get("/en/plans/vereda/history/"))
    for said in (
        "Recorded a ripple",
        "Published a finding on a ripple",
        "Corroborates",
        "Jun 2026",
    ):
        assert said in english
    assert "Public service" in english
    spanish = words(client.get("/es/plans/vereda/history/"))
    assert "Registró una onda" in spanish
    assert "Servicio al público" in spanish


def test_the_history_and_the_rows_say_the_same(here, ripple):
    finding = factories.find(ripple, here.lucia)
    factories.ripple(here.commitment, here.lucia, led_by=ripple, anticipated="no", effect="worse")
    factories.ripple(here.commitment, here.amina, corrects=ripple)
    entries.withdraw(entry=finding, reason="Era otro.", by=here.lucia, seen_version=2)
    call_command("rebuild_check", verbosity=0)


def test_hidden_and_erased_words_leave_no_title_behind(here, client, ripple):
    secret = factories.ripple(
        here.commitment,
        here.lucia,
        led_by=ripple,
        title="Rua Longa 12",
        place="Rua Longa 12",
        contribution="Rua Longa 12",
    )
    factories.name_stewards(here)
    factories.hold(secret, here.omar)
    addresses = (
        secret.get_absolute_url(),
        ripple.get_absolute_url(),
        "/en/plans/vereda/commitments/1/",
        "/en/plans/vereda/history/",
        "/en/ripples/",
        "/en/ripples/?q=rua+longa",
        "/en/plans/vereda/",
        "/en/organisations/rios-claros/",
    )
    for address in addresses:
        page = client.get(address)
        assert page.status_code == 200
        assert "Rua Longa" not in text_of(page), address
    found = text_of(client.get("/en/ripples/?q=rua+longa"))
    assert f'id="r-{secret.uid}"' not in found
    assert "Hidden" in words(client.get(secret.get_absolute_url()))
    call_command("rebuild_check", verbosity=0)


def test_the_story_shows_the_state_and_the_ways(here, client, ripple):
    factories.find(ripple, here.lucia)
    page = words(client.get("/en/plans/vereda/commitments/1/"))
    assert "State: Corroborated" in page
    assert "Ríos Claros, 23 Nov 2026: corroborates" in page
