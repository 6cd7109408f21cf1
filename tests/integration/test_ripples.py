"""Ripples: who records them, what others find, and what can never be said of them."""

import datetime as dt
import itertools

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import NoReverseMatch, reverse

from accounts.authorization.verdicts import NotAllowed
from tests import factories, world
from tests.desk import FOUND, RIPPLE, RIPPLED, entry_at, entry_page, recorded
from tests.reading import words
from tests.sending import open_form, send, text_of
from tracker.actions import entries, plans
from tracker.models import CommitmentStatus, Ripple
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
    plan = factories.end(here.plan, here.pat)
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


@pytest.mark.parametrize("name", [*world.CAST, "operator"])
def test_nobody_writes_through_the_administration(name, here, as_, ripple):
    finding = factories.find(ripple, here.lucia)
    client = as_(getattr(here, name))
    before = recorded()
    for entry in (ripple, finding):
        page = reverse("admin:tracker_entry_change", args=[entry.pk])
        client.post(page, {"title": "Otra", "finding": "faded", "state": "draft", "_save": "1"})
        assert client.post(page.replace("change", "delete"), {"post": "yes"}).status_code != 200
    assert recorded() == before
    assert Ripple.objects.get(pk=ripple.pk).title == ripple.title
    assert type(finding).objects.get(pk=finding.pk).finding == "corroborates"


def test_the_administration_has_no_form_for_ripples():
    for model in ("ripple", "ripplefinding"):
        with pytest.raises(NoReverseMatch):
            reverse(f"admin:tracker_{model}_add")


def test_the_database_knows_no_finding_without_a_ripple(here, ripple):
    finding = factories.find(ripple, here.lucia)
    with pytest.raises(IntegrityError), transaction.atomic():
        type(finding).objects.filter(pk=finding.pk).update(to=None)
