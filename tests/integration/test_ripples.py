"""Ripples: who records them, what others find, and what can never be said of them."""

import datetime as dt
import itertools
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction

from accounts.authorization.verdicts import NotAllowed
from tests import factories, world
from tests.desk import FOUND, RIPPLE, RIPPLED, entry_at, entry_page, recorded
from tests.reading import words
from tests.sending import open_form, send, text_of
from tracker.actions import entries, plans
from tracker.models import CommitmentStatus, Entry, Ripple
from tracker.ripple_state import Finding, State, state_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("strict_templates")]

LONG_AGO = dt.date(2026, 5, 1)


@pytest.fixture
def ripple(here):
    return factories.ripple(here.commitment, here.amina, noticed_date=LONG_AGO)


# --- Recording -------------------------------------------------------------------------------------


def test_a_ripple_is_recorded_from_the_commitment_page(as_, lucia):
    client = as_(lucia)
    page = client.get("/en/plans/vereda/commitments/1/")
    assert f'href="{RIPPLE}"' in text_of(page)
    before = recorded()
    ripple = entry_at(send(client, RIPPLE, **RIPPLED)).detail
    assert (ripple.layer, ripple.type, ripple.effect) == ("public_service", "service", "better")
    assert (ripple.noticed_date, ripple.noticed_precision) == (world.NOW.date(), "day")
    assert (ripple.side, ripple.anticipated) == ("civil_society", "")
    assert recorded() == before + 1


def test_the_form_asks_for_five_things_and_chooses_the_rest(as_, amina):
    sent = open_form(as_(amina), RIPPLE)
    filled = {name for name, value in sent.items() if value}
    assert {"noticed_date", "noticed_precision", "effect", "language"} <= filled
    assert not filled & set(RIPPLED)


@pytest.mark.parametrize(
    ("left_out", "sentence"),
    [
        ("title", "Say in one line what changed."),
        ("text", "Write what you want to say, in a sentence or two."),
        ("layer", "Choose where it is felt."),
        ("type", "Choose what kind of change it is."),
        ("contribution", "Say how the commitment led to it."),
        ("noticed_date", "Say when it was noticed."),
        ("effect", "Say whether it is for the better or for the worse."),
    ],
)
def test_what_is_missing_is_said_beside_its_field(as_, amina, left_out, sentence):
    before = recorded()
    client = as_(amina)
    page = client.get(RIPPLE)
    response = send(client, page, **(RIPPLED | {left_out: None}))
    assert response.status_code == 422
    assert sentence in text_of(response)
    assert recorded() == before


def test_a_ripple_is_not_noticed_in_the_future(as_, amina):
    response = send(as_(amina), RIPPLE, **RIPPLED, noticed_date="2027-01-01")
    assert response.status_code == 422
    assert "This date lies in the future." in text_of(response)
    assert "El mostrador ya no pide copias." in text_of(response)


def test_a_ripple_is_recorded_after_the_plans_end_but_in_no_draft_or_closed_plan(here):
    plan = plans.move_plan(plan=here.plan, verb="end", by=here.pat, seen_version=here.plan.version)
    here = world.load()
    assert factories.ripple(here.commitment, here.lucia).state == "published"
    with pytest.raises(NotAllowed):
        factories.observe(here.milestone, here.lucia)
    plans.move_plan(plan=plan, verb="archive", by=here.pat, seen_version=plan.version)
    here = world.load()
    with pytest.raises(NotAllowed, match="after its end"):
        factories.ripple(here.commitment, here.lucia)


def test_a_ripple_never_enters_completion(here, ripple):
    def status():
        row = CommitmentStatus.objects.get(commitment=here.commitment)
        return row.government_completion, row.civil_society_completion, row.state

    before = status()
    # Not even with a code that no form offers.
    factories.ripple(here.commitment, here.amina, completion="complete")
    factories.find(ripple, here.lucia, completion="complete")
    assert status() == before


def test_the_same_form_sent_twice_records_one_ripple(as_, lucia):
    client = as_(lucia)
    page = client.get(RIPPLE)
    first, second = (send(client, page, **RIPPLED) for _sent in range(2))
    assert first["Location"] == second["Location"]
    assert Ripple.objects.count() == 1


# --- What others find ------------------------------------------------------------------------------


def test_another_side_corroborates_with_evidence(as_, here, ripple):
    client = as_(here.lucia)
    page = client.get(entry_page(ripple, "find"))
    assert "El mostrador ya no pide copias." in text_of(page)
    finding = entry_at(send(client, page, **FOUND)).detail
    assert (finding.finding, finding.to_id) == ("corroborates", ripple.pk)
    shown = words(client.get(ripple.get_absolute_url()))
    assert "Corroborated by another side, with evidence." in shown
    assert "Finding: corroborates" in shown


def test_a_corroboration_without_evidence_is_refused_beside_the_field(as_, here, ripple):
    response = send(
        as_(here.lucia), entry_page(ripple, "find"), finding="corroborates", text="Es así."
    )
    assert response.status_code == 422
    assert "add at least one piece of evidence" in text_of(response)
    assert not ripple.findings.exists()
    with pytest.raises(ValidationError):
        factories.find(ripple, here.lucia, evidence=[])


def test_nobody_finds_what_their_own_organisation_recorded(as_, here, ripple):
    for finding in Finding.values:
        with pytest.raises(NotAllowed, match="recorded this ripple"):
            factories.find(ripple, here.amina, finding)
    response = as_(here.amina).get(entry_page(ripple, "find"))
    assert response.status_code == 403
    assert "others say what they find" in text_of(response)


def test_the_same_side_may_reject_but_not_corroborate(here, ripple):
    factories.give_seat(here.commitment, here.organisations["auditoria"], here.pat, "supports")
    here = world.load()
    with pytest.raises(ValidationError, match="Only another side"):
        factories.find(ripple, here.omar)
    factories.find(ripple, here.omar, "rejects", evidence=[])
    assert ripple.standing_findings().get().organisation.slug == "auditoria"


def test_who_helps_to_carry_it_out_does_not_corroborate(here, ripple):
    mira = here.organisations["mira-el-gasto"]
    factories.give_seat(here.commitment, mira, here.pat, "co_implementer")
    here = world.load()
    with pytest.raises(ValidationError, match="does not corroborate"):
        factories.find(ripple, here.tomas)


@pytest.mark.parametrize("check", ["lasting", "faded"])
def test_whether_it_lasts_is_said_once_corroborated_and_ninety_days_old(here, check):
    fresh = factories.ripple(here.commitment, here.amina, noticed_date=dt.date(2026, 11, 1))
    factories.find(fresh, here.lucia)
    with pytest.raises(ValidationError, match="90 days after it was noticed"):
        factories.find(fresh, here.lucia, check)
    old = factories.ripple(here.commitment, here.amina, noticed_date=LONG_AGO)
    with pytest.raises(ValidationError, match="once another side has corroborated"):
        factories.find(old, here.irene, check)
    factories.find(old, here.lucia)
    factories.find(old, here.irene, check)
    assert state_of(row.finding for row in old.standing_findings()) == check


def test_the_ninety_days_begin_when_the_time_that_is_known_is_over(here):
    vague = {"noticed_date": dt.date(2026, 8, 1), "noticed_precision": "month"}
    ripple = factories.ripple(here.commitment, here.amina, **vague)
    factories.find(ripple, here.lucia)
    with pytest.raises(ValidationError, match="90 days"):
        factories.find(ripple, here.lucia, "lasting", now=dt.datetime(2026, 11, 10, tzinfo=dt.UTC))


@pytest.mark.parametrize(
    ("found", "state"),
    [
        ([], State.NOTICED),
        (["rejects"], State.REJECTED),
        (["corroborates"], State.CORROBORATED),
        (["rejects", "corroborates"], State.CORROBORATED),
        (["corroborates", "rejects"], State.CORROBORATED),
        (["corroborates", "lasting"], State.LASTING),
        (["corroborates", "lasting", "faded"], State.FADED),
        (["corroborates", "faded", "lasting"], State.LASTING),
        (["lasting"], State.NOTICED),
    ],
)
def test_the_state_follows_from_what_stands(found, state):
    assert state_of(found) == state


def test_any_order_of_findings_keeps_a_rejection_and_needs_a_corroboration():
    for number in range(4):
        for found in itertools.product(Finding.values, repeat=number):
            confirmed = state_of(found) not in (State.NOTICED, State.REJECTED)
            assert confirmed == ("corroborates" in found)


def test_a_rejection_stays_beside_a_corroboration(as_, here, ripple):
    factories.find(ripple, here.irene, "rejects", text="Ya era así antes.", evidence=[])
    factories.find(ripple, here.lucia)
    shown = words(as_(here.pat).get(ripple.get_absolute_url()))
    assert "Corroborated by another side, with evidence. Somebody rejects it." in shown
    assert "Ya era así antes." in shown


def test_a_withdrawn_corroboration_counts_no_more(here, ripple):
    finding = factories.find(ripple, here.lucia)
    factories.find(ripple, here.irene, "lasting")
    entries.withdraw(entry=finding, reason="Era otro.", by=here.lucia, seen_version=2)
    assert state_of(row.finding for row in ripple.standing_findings()) == State.NOTICED


def test_nothing_is_found_of_what_was_withdrawn_or_corrected(here, ripple):
    right = factories.ripple(here.commitment, here.amina, corrects=ripple)
    with pytest.raises(NotAllowed, match="was corrected"):
        factories.find(ripple, here.lucia)
    factories.find(right, here.lucia)
    entries.withdraw(entry=right, reason="No era así.", by=here.amina, seen_version=2)
    with pytest.raises(NotAllowed, match="withdrawn"):
        factories.find(right, here.irene)


def test_a_finding_speaks_of_a_ripple_alone(as_, here):
    observation = factories.observe(here.commitment, here.lucia)
    assert as_(here.irene).get(entry_page(observation, "find")).status_code == 404


def test_the_database_knows_no_finding_without_a_ripple(here, ripple):
    finding = factories.find(ripple, here.lucia)
    with pytest.raises(IntegrityError), transaction.atomic():
        type(finding).objects.filter(pk=finding.pk).update(to=None)


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
    )
    for address in addresses:
        page = client.get(address)
        assert page.status_code == 200
        assert "Rua Longa" not in text_of(page), address
    assert "Hidden" in words(client.get(secret.get_absolute_url()))
    call_command("rebuild_check", verbosity=0)


def test_the_story_shows_the_state_and_the_ways(here, client, ripple):
    factories.find(ripple, here.lucia)
    page = words(client.get("/en/plans/vereda/commitments/1/"))
    assert "State: Corroborated" in page
    assert "Ríos Claros, 23 Nov 2026: corroborates" in page
