"""The page of one plan says what product and both sides need first, and every count leads to what it counts."""

import datetime as dt
import html
import re

import pytest

from tests import agreeing, factories
from tests.factories.many import add_many_commitments
from tests.links import links_of
from tracker.actions.plans import change_plan
from tracker.models import Milestone

TAG = re.compile(r"<[^>]+>")


def text_of(response):
    """Return what a page says, without markup."""
    return " ".join(html.unescape(TAG.sub(" ", response.content.decode())).split())


def section(response, name):
    """Return the markup of one section of a page."""
    found = re.search(
        rf'<section [^>]*id="{name}".*?</section>', response.content.decode(), re.DOTALL
    )
    return found.group() if found else ""


@pytest.fixture
def busy(here):
    """A plan in which everything that a page can say is true of something."""
    water, spending = here.commitment, here.other_commitment
    factories.report(water, here.amina, completion="complete")
    factories.observe(water, here.lucia, completion="not_started")
    factories.give_seat(spending, here.organisations["mira-el-gasto"], here.pat)
    factories.report(spending, here.omar, completion="complete")
    factories.observe(spending, here.tomas, completion="complete")
    third = factories.add_commitment(
        here.plan,
        here.pat,
        number=3,
        title_es="Bosques",
        title_en="Forests",
        ambition="substantial",
    )
    factories.give_seat(third, here.organisations["auditoria"], here.pat, "leads")
    factories.give_seat(
        third, here.organisations["ministerio-del-agua"], here.pat, "must_decide", state="missing"
    )
    factories.give_seat(third, here.organisations["mira-el-gasto"], here.pat)
    late = factories.add_milestone(third, here.pat, number=1, due_date=dt.date(2026, 3, 31))
    moved = factories.add_milestone(third, here.pat, number=2, due_date=dt.date(2026, 12, 1))
    factories.agree(
        moved,
        here.omar,
        here.tomas,
        due_date=dt.date(2027, 2, 1),
        due_precision="day",
        reason="Llegaron tarde los datos.",
    )
    factories.report(third, here.omar, completion="limited", evidence=[])
    fourth = factories.add_commitment(here.plan, here.pat, number=4, ambition="modest")
    fifth = factories.add_commitment(here.plan, here.pat, number=5)
    agreeing.move_commitment(here, fifth, "withdrawn", "Lo asumió otra ley.")
    here.late, here.fourth = late, fourth
    return here


def counts_on(response, plan):
    """Return the links of a page that say a number and lead to the plan's list."""
    lists = f"/en/plans/{plan.slug}/commitments/"
    return [
        link
        for link in links_of(response)
        if link.number is not None and (link.url == lists or link.url.startswith(f"{lists}?"))
    ]


def test_every_count_is_the_count_of_the_list_behind_it(busy, client):
    page = client.get(busy.plan.get_absolute_url())
    links = counts_on(page, busy.plan)
    assert len(links) > 15
    for link in links:
        listed = client.get(link.url)
        assert listed.status_code == 200, link
        assert listed.context["page_obj"].paginator.count == link.number, link


def test_every_count_of_a_large_plan_is_the_count_of_its_list(here, client):
    organisations = list(here.organisations.values())
    plan = factories.add_plan(here.pat, slug="large")
    add_many_commitments(plan, organisations, here.amina, 90)
    links = counts_on(client.get(plan.get_absolute_url()), plan)
    assert len(links) > 60  # each voice's verdicts, and ambition by completion
    for link in links:
        assert client.get(link.url).context["page_obj"].paginator.count == link.number, link


def test_the_sentence_says_no_number_without_its_rows(busy, client):
    brief = re.search(r'<p class="brief.*?</p>', client.get("/en/plans/vereda/").content.decode())
    plain = TAG.sub("", re.sub(r"<a .*?</a>", "", brief.group()))
    assert re.findall(r"\d+", plain) == ["281"]  # days that remain
    assert "281 days remain" in plain


@pytest.mark.parametrize(
    ("name", "count", "says"),
    [
        ("contested", 1, ["Water", "Contested since"]),
        ("overdue", 1, ["3.1", "237 days overdue", "31 Mar 2026"]),
        ("slipped", 1, ["3.2", "1 Dec 2026", "1 Feb 2027"]),
        ("silent", 2, ["Commitment 4", "not a word yet, 448 days since the plan began"]),
        ("without-evidence", 1, ["Forests"]),
        ("set-aside", 1, ["Withdrawn, 23 Nov 2026. Lo asumió otra ley."]),
        ("complete", 1, ["Spending"]),
        ("missing", 1, ["MINAGUA", "Missing: must decide", "No civil society at the table"]),
    ],
)
def test_what_matters_has_its_count_and_its_first_rows(busy, client, name, count, says):
    found = section(client.get("/en/plans/vereda/"), name)
    head = re.search(r'class="ledger__n"[^>]*>([^<]+)<', found)
    assert head.group(1) == str(count)
    plain = " ".join(html.unescape(TAG.sub(" ", found)).split())
    for words in says:
        assert words in plain


def test_both_sides_are_quoted_where_they_contradict_each_other(busy, client):
    found = section(client.get("/en/plans/vereda/"), "contested")
    assert "Publicamos la primera versión." in found
    assert "Faltan dos archivos." in found
    assert 'lang="es"' in found


def test_an_empty_list_is_said_to_be_empty(here, client):
    page = client.get("/en/plans/vereda/")
    assert "Contested: 0" in text_of(page)
    assert section(page, "contested") == ""


def test_a_plan_without_milestones_does_not_call_anything_on_time(here, client):
    plan = factories.add_plan(here.pat, slug="bare")
    factories.add_commitment(plan, here.pat, number=1)
    assert "No milestone is on record" in text_of(client.get(plan.get_absolute_url()))


def test_a_plan_without_commitments_says_so(here, client):
    plan = factories.add_plan(here.pat, slug="bare")
    page = client.get(plan.get_absolute_url())
    assert "No commitment of this plan is recorded yet." in text_of(page)


def test_the_last_word_of_each_voice_is_named(busy, client):
    found = section(client.get("/en/plans/vereda/"), "voices")
    plain = " ".join(html.unescape(TAG.sub(" ", found)).split())
    assert "Progress report , commitment 3" in plain
    assert "Observation , commitment 2" in plain
    assert "Nothing on record." in plain  # the reviewer


def test_an_ended_plan_is_measured_on_its_last_day(busy, client, clock):
    plan = busy.plan
    plan.refresh_from_db()
    clock.move_to(dt.datetime(2029, 1, 1, 16, tzinfo=dt.UTC))
    factories.end(plan, busy.pat)
    plain = text_of(client.get("/en/plans/vereda/"))
    assert "The plan ended on 31 Aug 2027" in plain
    assert "518 days overdue" in plain  # from 31 March 2026 to 31 August 2027
    assert "days remain" not in plain


def test_silence_is_measured_by_the_plans_own_limit(here, client):
    factories.report(here.commitment, here.amina)
    plan = change_plan(
        plan=here.plan, by=here.pat, seen_version=here.plan.version, silent_days=1000
    )
    page = client.get(plan.get_absolute_url())
    assert section(page, "silent") == ""
    assert "Where a side is silent: 0" in text_of(page)


@pytest.fixture
def archive(here):
    plan = factories.add_plan(
        here.pat,
        slug="archive",
        nature="archive",
        official_count=26,
        start_date=dt.date(2013, 11, 1),
        end_date=dt.date(2015, 9, 30),
        documents=[
            {"title_es": "El plan", "title_en": "The plan", "url": "https://fuente.example/plan"}
        ],
        sources=["https://fuente.example/plan", "https://otra.example/nota"],
    )
    commitment = factories.add_commitment(plan, here.pat, number=102)
    factories.add_milestone(commitment, here.pat, number=1, due_date=dt.date(2014, 1, 1))
    organisation = here.organisations["ministerio-del-agua"]
    factories.document(
        commitment,
        organisation,
        here.pat,
        kind="progress_report",
        completion="complete",
        said_date=dt.date(2015, 9, 18),
    )
    factories.add_event(plan, here.pat, commitments=[commitment])
    return plan


def test_the_archive_says_what_is_not_known(archive, client):
    plain = text_of(client.get(archive.get_absolute_url()))
    assert "Of 1, government has reported on 1 , civil society has assessed 0" in plain
    assert "The published plan has 26 commitments; 1 are known here." in plain
    assert "What no public source tells stays empty here" in plain


def test_nobody_is_late_or_silent_in_the_archive(archive, client):
    page = client.get(archive.get_absolute_url())
    for name in ("overdue", "silent", "without-evidence"):
        assert section(page, name) == ""
    assert "days overdue" not in text_of(page)
    for signal in ("overdue", "silent", "without_evidence", "no_counterpart"):
        listed = client.get(f"/en/plans/archive/commitments/?signal={signal}")
        assert listed.context["page_obj"].paginator.count == 0


def test_dated_facts_and_sources_are_linked(archive, client):
    page = client.get(archive.get_absolute_url())
    urls = {link.url for link in links_of(page)}
    assert {
        "https://fuente.vereda.example/acta",
        "https://fuente.example/plan",
        "https://otra.example/nota",
    } <= urls
    assert "Oct 2025" in text_of(page)


def test_a_plan_names_the_plans_before_and_after(archive, here, client):
    later = factories.add_plan(here.pat, slug="later", predecessor=archive)
    draft = factories.add_plan(here.pat, slug="draft", predecessor=archive, in_force=False)
    page = client.get(archive.get_absolute_url())
    urls = {link.url for link in links_of(page)}
    assert later.get_absolute_url() in urls
    assert draft.get_absolute_url() not in urls
    assert archive.get_absolute_url() in {
        link.url for link in links_of(client.get(later.get_absolute_url()))
    }


def test_a_draft_plan_is_there_for_its_secretariat_alone(here, client):
    factories.add_plan(here.pat, slug="draft", in_force=False)
    for path in ("/en/plans/draft/", "/en/plans/draft/commitments/"):
        client.logout()
        assert client.get(path).status_code == 404
        client.force_login(here.lucia)
        assert client.get(path).status_code == 404
        client.force_login(here.pat)
        assert client.get(path).status_code == 200


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_page_is_one_page_in_each_language(busy, client, language):
    page = client.get(f"/{language}/plans/vereda/")
    body = page.content.decode()
    assert body.count("<h1") == 1
    assert f'<html lang="{language}"' in body
    assert f'rel="canonical" href="http://testserver/{language}/plans/vereda/"' in body
    assert ("Bosques" in body) == (language == "es")
    # what was said in Spanish is marked so for a reader of English
    assert ('<span lang="es">Faltan dos archivos.' in body) == (language == "en")


def test_the_world_has_a_late_milestone(busy):
    assert Milestone.objects.overdue(busy.plan.as_of()).get() == busy.late
