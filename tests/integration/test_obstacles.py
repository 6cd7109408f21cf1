"""What stands in the way: described by either side, acted on, resolved, and grouped by law."""

import datetime as dt

import pytest
from django.core.management import call_command

from accounts.authorization.verdicts import NotAllowed
from tests import factories
from tests.desk import WATER, entry_at, entry_page, recorded
from tests.sending import send, text_of
from tracker.models import Obstacle, ObstacleResolution

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("strict_templates")]

FORM = f"{WATER}obstacle/"
DESCRIBED = {
    "type": "legal",
    "text": "La ley no permite publicar el padrón.",
    "law": "Ley de Aguas",
    "article": "Art. 14",
    "severity": "stops",
    "unblocker_text": "El Congreso",
    "ask": "Reformar el artículo.",
    "opened_date": "2026-01-15",
}
ACTED = {"type": "hearing", "text": "Pedimos una audiencia.", "fact_date": "2026-06-01"}


def page_of(client, entry):
    return text_of(client.get(f"/en/entries/{entry.uid}/"))


def is_whole():
    call_command("rebuild_check", verbosity=0)
    call_command("verify_history", verbosity=0)


def open_ones():
    return set(Obstacle.objects.open())


def test_either_side_describes_what_stands_in_the_way(as_, here, client):
    before = recorded()
    by_government = entry_at(
        send(as_(here.amina), FORM, **DESCRIBED, blocks=here.milestone.reference)
    )
    assert recorded() == before + 1
    assert list(by_government.detail.blocks.all()) == [here.milestone]
    by_civil_society = entry_at(
        send(
            as_(here.lucia),
            f"{FORM}?same_as={by_government.uid}",
            **DESCRIBED | {"type": "political", "unblocker": "MINAGUA", "unblocker_text": ""},
        )
    )
    described = by_civil_society.detail
    assert described.same_as == by_government.detail
    assert list(described.blocks.all()) == [here.milestone]
    client.logout()
    for entry in (by_government, by_civil_society):
        page = page_of(client, entry)
        assert "Government says legal; Civil society says political." in page
        assert "as the other side describes it" in page
    history = text_of(client.get("/en/plans/vereda/history/"))
    assert "Described an obstacle" in history
    assert "1.1 " in history
    story = text_of(client.get("/en/plans/vereda/commitments/1/"))
    assert "Obstacle: legal" in story
    is_whole()


def test_civil_society_acts_and_its_describer_resolves_it(as_, here, client):
    obstacle = factories.describe(here.commitment, here.amina)
    action = entry_at(send(as_(here.lucia), entry_page(obstacle, "agenda"), **ACTED))
    assert action.detail.to == obstacle
    assert open_ones() == {obstacle}
    words = {"fact_date": "2026-09-01", "text": "El Congreso reformó el artículo."}
    done = entry_at(send(as_(here.amina), entry_page(obstacle, "resolve"), **words))
    assert open_ones() == set()
    assert obstacle.current().days_open(dt.date(2026, 11, 23)) == 229
    again = {"fact_date": "2026-10-01", "text": "La Corte suspendió la reforma."}
    page = text_of(as_(here.amina).get(entry_page(obstacle, "resolve")))
    assert "Say that an obstacle is open again" in page
    entry_at(send(as_(here.amina), entry_page(obstacle, "resolve"), **again))
    assert open_ones() == {obstacle}
    client.logout()
    page = page_of(client, obstacle)
    for shown in ("Agenda action: hearing", "Obstacle resolved", "Obstacle open again"):
        assert shown in page
    assert "The obstacle it speaks of" in page_of(client, done)
    story = text_of(client.get("/en/plans/vereda/commitments/1/"))
    assert story.count("The obstacle it speaks of") == 3
    is_whole()


def test_a_correction_keeps_what_was_said_of_the_obstacle(as_, here, client):
    obstacle = factories.describe(here.commitment, here.amina)
    factories.act_on_agenda(obstacle, here.lucia)
    factories.resolve(obstacle, here.amina)
    corrected = factories.describe(
        here.commitment, here.amina, corrects=obstacle, article="artículo 15"
    )
    assert open_ones() == set()
    page = page_of(client, corrected)
    assert "Agenda action: hearing" in page
    assert "Obstacle resolved" in page
    again = factories.resolve(corrected, here.amina, fact_date=dt.date(2026, 9, 2))
    assert again.outcome == "open_again"
    assert open_ones() == {corrected}
    is_whole()


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"law": ""}, "law", "names the law"),
        ({"article": " "}, "article", "names the article"),
        ({"type": ""}, "type", "what kind of obstacle"),
        ({"severity": ""}, "severity", "how much it stops"),
        ({"unblocker_text": ""}, "unblocker", "who can unblock it"),
        ({"ask": ""}, "ask", "what you ask"),
        ({"opened_date": ""}, "opened_date", "since when"),
        ({"opened_date": "2026-11-24"}, "opened_date", "in the future"),
        ({"unblocker": "nobody-we-know"}, "unblocker", "No organisation has this name here"),
        ({"blocks": "11111111-1111-1111-1111-111111111111"}, "blocks", "one of the options"),
        ({"same_as": "nonsense"}, "same_as", "one of the options"),
        ({"text": ""}, "text", "Write what you want to say"),
    ],
)
def test_what_is_missing_is_said_beside_the_field_and_nothing_is_lost(
    as_, here, changed, field, sentence
):
    factories.describe(here.commitment, here.lucia)  # so that the other side's is offered
    before = recorded()
    response = send(as_(here.amina), FORM, **DESCRIBED | changed)
    assert response.status_code == 422
    page = text_of(response)
    assert sentence in page
    assert f'id="id_{field}' in page
    assert recorded() == before
    if field != "ask":
        assert "Reformar el artículo." in page


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"fact_date": dt.date(2026, 11, 24)}, "in the future"),
        ({"fact_date": dt.date(2026, 1, 14)}, "before the day since which the obstacle stands"),
        ({"fact_date": None}, "since when"),
        ({"text": " "}, "Write what you want to say"),
        ({"outcome": "open_again"}, "said this already"),
    ],
)
def test_resolve_asks_for_a_day_and_how(here, changed, sentence):
    obstacle = factories.describe(here.commitment, here.amina)
    with pytest.raises(Exception, match=sentence):
        factories.resolve(obstacle, here.amina, **changed)
    assert open_ones() == {obstacle}


def test_it_is_not_open_again_before_it_was_resolved(here):
    obstacle = factories.describe(here.commitment, here.amina)
    done = factories.resolve(obstacle, here.amina)
    with pytest.raises(Exception, match="before what was said of it last"):
        factories.resolve(obstacle, here.amina, fact_date=dt.date(2026, 8, 31))
    with pytest.raises(Exception, match="cannot say the opposite"):
        factories.resolve(obstacle, here.amina, corrects=done, outcome="open_again")
    corrected = factories.resolve(
        obstacle, here.amina, corrects=done, outcome="resolved", fact_date=dt.date(2026, 8, 1)
    )
    assert obstacle.current().outcome_date == corrected.fact_date


def test_the_same_side_corrects_and_does_not_describe_twice(here):
    obstacle = factories.describe(here.commitment, here.amina)
    with pytest.raises(Exception, match="Your side described this one"):
        factories.describe(here.commitment, here.amina, same_as=obstacle)
    elsewhere = factories.describe(here.other_commitment, here.omar)
    with pytest.raises(Exception, match="of this commitment"):
        factories.describe(here.commitment, here.lucia, same_as=elsewhere)


def test_milestones_of_another_commitment_are_refused(here):
    with pytest.raises(Exception, match="milestones of this commitment"):
        factories.describe(here.other_commitment, here.omar, blocks=[here.milestone])


def test_nothing_more_is_said_of_what_was_withdrawn(as_, here):
    obstacle = factories.describe(here.commitment, here.amina)
    send(as_(here.amina), entry_page(obstacle, "withdraw"), reason="No era un obstáculo.")
    assert open_ones() == set()
    with pytest.raises(NotAllowed, match="withdrawn"):
        factories.act_on_agenda(obstacle, here.lucia)
    with pytest.raises(NotAllowed, match="withdrawn"):
        factories.resolve(obstacle, here.amina)
    is_whole()


def test_sending_twice_describes_once(as_, here):
    client = as_(here.amina)
    page = client.get(FORM)
    one = send(client, page, **DESCRIBED, blocks=here.milestone.reference)
    two = send(client, page, **DESCRIBED, blocks=here.milestone.reference)
    assert one["Location"] == two["Location"]
    assert Obstacle.objects.count() == 1


def test_a_draft_keeps_its_milestones_and_meets_what_a_colleague_saved(as_, here):
    client = as_(here.amina)
    both = [here.milestone.reference, here.cso_milestone.reference]
    send(client, FORM, **DESCRIBED, blocks=both, draft="1")
    draft = Obstacle.everything.get()
    assert set(draft.blocks.all()) == {here.milestone, here.cso_milestone}
    edit = entry_page(draft, "edit")
    page = client.get(edit)
    assert text_of(page).count("checked") >= 4  # type, severity, both milestones
    send(client, edit, text="De otra ventana.", draft="1", blocks=both[0])
    met = send(client, page, text="De esta.", blocks=both)
    assert met.status_code == 409
    body = text_of(met)
    assert "De otra ventana." in body
    assert "1.1 " in body
    settled = send(client, met, text_choice="mine", blocks_choice="mine", opened_date="2026-01-15")
    published = entry_at(settled)
    assert set(published.detail.blocks.all()) == {here.milestone, here.cso_milestone}


def test_addresses_with_nonsense_are_refused_with_a_sentence(as_, here):
    obstacle = factories.describe(here.commitment, here.lucia)
    client = as_(here.amina)
    for query in ("milestone=9", "milestone=x", "same_as=x", f"same_as={here.plan.uid}"):
        assert client.get(f"{FORM}?{query}").status_code == 400
    assert client.get(entry_page(obstacle, "resolve") + "?outcome=x").status_code == 400
    observation = factories.observe(here.milestone, here.lucia)
    for verb in ("agenda", "resolve"):
        assert client.get(entry_page(observation, verb)).status_code == 404


def test_a_word_that_was_said_meanwhile_is_told(as_, here):
    obstacle = factories.describe(here.commitment, here.amina)
    client = as_(here.amina)
    page = client.get(entry_page(obstacle, "resolve"))
    factories.resolve(obstacle, here.amina)
    response = client.post(
        entry_page(obstacle, "resolve") + "?outcome=resolved",
        page.context["form"].initial | {"fact_date": "2026-09-01", "text": "Ya se reformó."},
    )
    assert response.status_code == 422
    assert "said this already" in text_of(response)
    assert ObstacleResolution.objects.count() == 1
