"""Who takes part, and everything one organisation owes, watches and has said."""

import datetime as dt

import pytest

from accounts.models import Organisation
from tests import factories
from tracker.actions import entries

LIST = "/en/organisations/"
MINISTRY = "/en/organisations/ministerio-del-agua/"
RIOS = "/en/organisations/rios-claros/"


def read(client, path=LIST, status=200, **query):
    response = client.get(path, query)
    assert response.status_code == status
    return response.content.decode()


def names(page):
    return [o.slug for o in Organisation.objects.all() if f'href="{LIST}{o.slug}/"' in page]


# --- The list -----------------------------------------------------------------------------------


def test_all_of_them_are_listed(client, here):
    assert set(names(read(client))) == set(here.organisations)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"side": "civil_society"}, {"rios-claros", "mira-el-gasto"}),
        ({"side": ["civil_society", "independent"]}, {"rios-claros", "mira-el-gasto", "revisor"}),
        ({"kind": "autonomous_body"}, {"auditoria"}),
        ({"side": "government", "kind": "cso"}, set()),
        ({"q": "RIOS"}, {"rios-claros"}),
        ({"q": "organización auditoria"}, {"auditoria"}),
        ({"q": "ríos", "side": "government"}, set()),
    ],
)
def test_filters_keep_what_was_asked(client, here, query, expected):
    assert set(names(read(client, **query))) == expected


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"side": "operator"}, "There is no voice “operator”."),
        ({"kind": "club"}, "There is no kind of organisation “club”."),
        ({"q": "x" * 201}, "Search for fewer words"),
        ({"page": "two"}, "The number of a page is a whole number."),
    ],
)
def test_what_is_unknown_is_refused_with_a_sentence(client, here, query, sentence):
    assert sentence in read(client, status=400, **query)


@pytest.mark.parametrize("page", ["0", "-1", "2", "9" * 30])
def test_there_is_no_page_beyond_the_last(client, here, page):
    read(client, status=404, page=page)


def test_names_are_sorted_as_readers_expect(client, here):
    for slug, name in (("a1", "Árbol"), ("a2", "arena"), ("a3", "Arroyo"), ("a4", "Ñandú")):
        factories.add_organisation("cso", slug, name_es=name, name_en="")
    page = read(client, "/es/organisations/", q="ar")
    assert page.index("Árbol") < page.index("arena") < page.index("Arroyo")


def test_counts_say_how_many_each_filter_would_leave(client, here):
    page = read(client, side="government")
    assert 'value="civil_society"> <span>Civil society</span><span class="n">2</span>' in page
    assert 'value="cso"' not in page  # none of the chosen side


def test_seats_and_milestones_of_hidden_plans_do_not_count(client, here):
    hidden = factories.add_plan(here.pat, slug="oculto", in_force=False)
    commitment = factories.add_commitment(hidden, here.pat)
    mira = here.organisations["mira-el-gasto"]
    factories.give_seat(commitment, mira, here.pat)
    factories.add_milestone(commitment, here.pat, owner=mira)
    assert "<span>1</span>" not in read(client, q="mira")
    page = read(client, mira.get_absolute_url().replace("/es/", "/en/"))
    assert "Nothing on the record yet" in page


def test_the_list_costs_the_same_however_long(client, here, django_assert_max_num_queries):
    with django_assert_max_num_queries(8) as few:
        client.get(LIST)
    for _number in range(60):
        factories.add_organisation("cso")
    with django_assert_max_num_queries(8) as many:
        client.get(LIST)
    assert len(many) == len(few)


# --- One organisation ---------------------------------------------------------------------------


def test_it_shows_what_is_owed_and_how_late(client, here):
    late = factories.add_milestone(
        here.commitment,
        here.pat,
        number=5,
        owner=here.milestone.owner,
        title_en="Late one",
        due_date=dt.date(2026, 11, 1),
    )
    page = read(client, MINISTRY)
    assert f'href="{late.get_absolute_url().replace("/es/", "/en/")}"' in page
    assert "22 days overdue" in page
    assert "Water" in page
    assert "Leads" in page
    assert page.index("Late one") < page.index("Milestone 1<")


def test_it_shows_both_voices_wherever_a_status_appears(client, here):
    factories.report(here.milestone, here.amina, completion="complete")
    factories.observe(here.milestone, here.lucia, completion="limited")
    page = read(client, MINISTRY)
    assert "Contested since" in page
    assert "Complete" in page
    assert "Limited" in page


def test_what_is_done_is_not_owed(client, here):
    assert "1</a>, 1 still owed" in read(client, MINISTRY)
    factories.report(here.milestone, here.amina, completion="complete")
    assert "1</a>, 0 still owed" in read(client, MINISTRY)


def test_it_shows_what_was_said_and_no_draft(client, here):
    said = factories.observe(here.milestone, here.lucia, text="Vimos la planta.")
    entries.save_draft(
        kind="observation", subject=here.commitment, by=here.lucia, seen_version=0, text="Secreto.",
        uid="6f0e3e34-5b0b-4a6c-9a43-0b3f4d9b1f00", type="praise", seen_by="interview", language="es",
    )  # fmt: skip
    for page in (read(client, RIOS), read(client, RIOS, list="statements")):
        assert f"/en/entries/{said.uid}/" in page
        assert page.count("/en/entries/") == 1


def test_it_shows_what_waits_for_its_answer(client, here):
    asked = factories.observe(
        here.milestone, here.lucia, asks="¿Cuándo lo publican?", answer_by=dt.date(2026, 12, 1)
    )
    assert "¿Cuándo lo publican?" in read(client, MINISTRY)
    assert "¿Cuándo lo publican?" not in read(client, "/en/organisations/auditoria/")
    factories.respond(asked, here.amina, outcome="will_answer", promised_date=dt.date(2026, 12, 24))
    page = read(client, MINISTRY)
    assert "¿Cuándo lo publican?" in page
    assert "24 Dec 2026" in page
    factories.respond(asked, here.amina)
    assert "¿Cuándo lo publican?" not in read(client, MINISTRY)


def test_a_withdrawn_question_waits_no_longer(client, here):
    asked = factories.observe(here.commitment, here.lucia, asks="¿Quién responde?")
    assert "¿Quién responde?" in read(client, MINISTRY)
    entries.withdraw(entry=asked, reason="Error.", by=here.lucia, seen_version=asked.version)
    assert "¿Quién responde?" not in read(client, MINISTRY)


def test_it_shows_what_is_known_of_it(client, here):
    ministry = here.organisations["ministerio-del-agua"]
    factories.add_organisation(
        "agency",
        "agencia",
        parent=ministry,
        website="https://agencia.vereda.example/",
        source="https://fuente.vereda.example/",
        note_en="Founded by the ministry.",
        is_example=True,
    )
    page = read(client, "/en/organisations/agencia/")
    for text in (
        "Organisation ministerio-del-agua",
        "https://agencia.vereda.example/",
        "Founded by",
        "example",
        "Source",
    ):
        assert text in page
    assert "agencia" in read(client, MINISTRY)


def test_the_secretariat_shows_the_plans_it_keeps(client, here):
    assert "/en/plans/vereda/" in read(client, "/en/organisations/foro/")


@pytest.mark.parametrize("which", ["milestones", "seats", "statements"])
def test_each_list_can_be_read_whole(client, here, which):
    for number in range(10, 45):
        commitment = factories.add_commitment(here.plan, here.pat, number=number)
        factories.give_seat(commitment, here.milestone.owner, here.pat, "leads")
        factories.add_milestone(commitment, here.pat, number=1, owner=here.milestone.owner)
        factories.report(commitment, here.amina)
    assert f"?list={which}" in read(client, MINISTRY)
    first, second = (read(client, MINISTRY, list=which, page=page) for page in (1, 2))
    place = "/en/entries/" if which == "statements" else "/en/plans/vereda/commitments/"
    assert first.count(place) == 25
    assert 10 <= second.count(place) <= 11
    read(client, MINISTRY, status=404, list=which, page=3)


@pytest.mark.parametrize(
    ("query", "status"),
    [({"list": "secrets"}, 400), ({"page": "2"}, 404), ({"list": "seats", "page": "x"}, 400)],
)
def test_unknown_lists_are_refused(client, here, query, status):
    read(client, MINISTRY, status=status, **query)


def test_who_is_not_there_is_not_found(client, here):
    read(client, "/en/organisations/nobody/", status=404)


def test_its_page_costs_the_same_however_much_it_owes(client, here, django_assert_max_num_queries):
    with django_assert_max_num_queries(15) as few:
        client.get(MINISTRY)
    for number in range(10, 30):
        commitment = factories.add_commitment(here.plan, here.pat, number=number)
        factories.give_seat(commitment, here.milestone.owner, here.pat, "leads")
        factories.add_milestone(commitment, here.pat, number=1, owner=here.milestone.owner)
        factories.report(commitment, here.amina)
    with django_assert_max_num_queries(15) as many:
        client.get(MINISTRY)
    assert len(many) == len(few)
