"""What the administration's forms do with input that does not fit, and what no form can reach."""

import pytest

from accounts.models import Membership, Organisation, User
from ledger.models import HistoryEntry
from tests import factories
from tests.integration.admin_forms import (
    add_page,
    errors,
    fill,
    fresh,
    page_of,
    shown,
    speaking_english,
)
from tracker.models import Commitment, CommitmentText, Lineage, Milestone, Plan, Seat, Theme


@pytest.fixture
def world_here(here):
    return speaking_english(here)


@pytest.fixture
def forum(as_, world_here):
    """The browser of somebody of the secretariat, the forum of the plan."""
    return as_(world_here.pat)


PLAN = {
    "slug": "nuevo",
    "number": "3",
    "title_es": "Plan",
    "title_en": "Plan",
    "jurisdiction_es": "V",
    "jurisdiction_en": "V",
    "start_date": "2027-09-01",
    "end_date": "2029-08-31",
}


# --- What does not fit ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("verb", "typed", "sentence"),
    [
        ("pause", {"reason": " "}, "This field is required."),
        ("pause", {"reason": "x", "on": "yesterday"}, "Enter a valid date."),
        ("pause", {"reason": 4001 * "x"}, "at most 4000"),
    ],
)
def test_a_move_says_what_is_missing(forum, drafted, verb, typed, sentence):
    page = page_of(drafted.commitment, "move", verb)
    response = forum.post(page, fill(forum, page, **typed))
    assert sentence in errors(response)
    assert "<title>Error:" in response.content.decode()


def test_a_due_date_without_a_day_is_said_beside_the_date(forum, drafted):
    page = page_of(drafted.milestone, "move", "move_due_date")
    response = forum.post(page, fill(forum, page, due_date="", reason="x"))
    assert "Give a due date" in " ".join(response.context["form"].errors["due_date"])


def test_leaving_needs_a_reason_taking_does_not(forum, world_here):
    seat = Seat.objects.get(commitment=world_here.commitment, role="expert")
    page = page_of(seat, "move", "leave")
    assert "required" in errors(forum.post(page, fill(forum, page)))


@pytest.mark.parametrize(
    ("model", "given", "typed", "field"),
    [
        (Organisation, {}, {"slug": "foro", "name_es": "F", "kind": "cso"}, "slug"),
        (Organisation, {}, {"slug": "x", "name_es": "F", "kind": "cso", "website": "javascript:alert(1)"}, "website"),
        (Organisation, {}, {"slug": "x y", "name_es": "F", "kind": "cso"}, "slug"),
        (User, {}, {"email": "PAT@onda.example", "name": "P", "language": "es"}, "email"),
        (User, {}, {"email": "x@y.mx\nBcc: z@y.mx", "name": "P", "language": "es"}, "email"),
        (Membership, {}, {"user": "nobody@x.mx", "organisation": "foro", "role": "lead"}, "user"),
        (Membership, {}, {"user": "amina@onda.example", "organisation": "rios-claros", "role": "lead"}, "organisation"),
        (Plan, {}, {**PLAN, "slug": "vereda"}, "slug"),
        (Plan, {}, {**PLAN, "timezone": "Moon/Base"}, "timezone"),
        (Plan, {}, {**PLAN, "end_date": "2020-01-01"}, "__all__"),
        (Plan, {}, {**PLAN, "fresh_days": "90"}, "__all__"),
        (Plan, {}, {"sources": "https://ok.example\njavascript:alert(1)"}, "sources"),
        (Plan, {}, {"documents": "https://ok.example | only one title"}, "documents"),
        (Plan, {}, {"predecessor": "nowhere"}, "predecessor"),
        (Theme, {"plan": "vereda"}, {"slug": "No Slug!"}, "slug"),
        (Commitment, {"plan": "vereda"}, {"number": "1", "title_es": "x", "title_en": "x"}, "__all__"),
        (Commitment, {"plan": "vereda"}, {"number": "-1"}, "number"),
        (Commitment, {"plan": "vereda"}, {"number": "99999999999999", "title_es": "x", "title_en": "x"}, "number"),
        (Commitment, {"plan": "vereda"}, {"ogp_values": ["money"]}, "ogp_values"),
        (Milestone, {"commitment": "vereda/1"}, {"number": "9", "title_es": "x", "title_en": "x", "due_precision": "day"}, "due_date"),
        (Milestone, {"commitment": "vereda/99"}, {"number": "9"}, "commitment"),
        (Milestone, {"commitment": "vereda"}, {"number": "9"}, "commitment"),
        (Milestone, {"commitment": "vereda/99999999999999999999"}, {"number": "9"}, "commitment"),
        (Milestone, {"commitment": "' OR 1=1/1"}, {"number": "9"}, "commitment"),
        (Milestone, {"commitment": "vereda/1"}, {"owner": "\x00"}, "owner"),
        (CommitmentText, {"commitment": "vereda/1"}, {}, "__all__"),
        (Seat, {"commitment": "vereda/1"}, {"organisation": "rios-claros", "role": "expert"}, "__all__"),
        (Lineage, {}, {"earlier": "vereda/1", "later": "vereda/1", "kind": "split"}, "__all__"),
        (Lineage, {}, {"earlier": "vereda/1", "kind": "split"}, "__all__"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_said_beside_its_field(forum, world_here, model, given, typed, field):
    before = HistoryEntry.objects.count()
    page = add_page(model, **given)
    response = forum.post(page, fill(forum, page, **typed))
    assert response.status_code == 200
    assert field in response.context["adminform"].form.errors
    assert HistoryEntry.objects.count() == before
    for name, value in typed.items():
        if isinstance(value, str) and "\x00" not in value and "\n" not in value:
            assert shown(response).get(name, [""])[0] == value


def test_markup_that_somebody_types_stays_text(forum, world_here):
    page = page_of(world_here.commitment)
    forum.post(page, fill(forum, page, title_es="<script>alert(1)</script>"))
    for url in (
        page,
        "/admin/tracker/commitment/",
        "/admin/ledger/historyentry/",
        page_of(world_here.plan),
    ):
        assert "<script>alert" not in forum.get(url).content.decode()


def test_a_refused_action_gives_back_what_was_typed(as_, world_here):
    other = factories.add_member(factories.add_organisation("secretariat"), "Sara")
    User.objects.filter(pk=other.pk).update(language="en")
    forum = as_(other)
    page = add_page(Milestone)
    sent = fill(forum, page, commitment="vereda/1", number="9", title_es="Mío", title_en="Mine",
                due_precision="ongoing")  # fmt: skip
    response = forum.post(page, sent)
    assert response.status_code == 403
    assert "Only Foro, the secretariat of this plan, changes its frame." in errors(response)
    assert shown(response)["title_es"] == ["Mío"]


def test_a_plan_of_another_secretariat_is_shown_with_the_reason(as_, world_here):
    other = factories.add_member(factories.add_organisation("secretariat"), "Sara")
    User.objects.filter(pk=other.pk).update(language="en")
    page = as_(other).get(page_of(world_here.plan)).content.decode()
    assert "Only Foro, the secretariat of this plan, changes its frame." in page
    assert 'name="_save"' not in page
    assert "End this plan" not in page


def test_saving_without_a_change_writes_nothing(forum, world_here, drafted):
    for row in (world_here.commitment, world_here.plan, drafted.milestone, world_here.tomas,
                world_here.organisations["foro"]):  # fmt: skip
        before = HistoryEntry.objects.count()
        page = page_of(row)
        response = forum.post(page, fill(forum, page), follow=True)
        assert "Nothing differed" in response.content.decode()
        assert HistoryEntry.objects.count() == before


def test_line_ends_are_kept_as_they_were(forum, world_here):
    page = page_of(world_here.commitment)
    forum.post(page, fill(forum, page, problem_en="One\r\nTwo"))
    assert fresh(world_here.commitment).problem_en == "One\nTwo"
    before = HistoryEntry.objects.count()
    forum.post(page, fill(forum, page))
    assert HistoryEntry.objects.count() == before


def test_lists_are_typed_one_item_a_line(forum, world_here):
    page = page_of(world_here.plan)
    forum.post(
        page,
        fill(
            forum,
            page,
            sources="https://a.example/1\r\n\r\n  https://a.example/2  ",
            documents="https://a.example/p.pdf | El plan | The plan",
        ),
    )
    plan = fresh(world_here.plan)
    assert plan.sources == ["https://a.example/1", "https://a.example/2"]
    assert plan.documents == [
        {"title_es": "El plan", "title_en": "The plan", "url": "https://a.example/p.pdf"}
    ]
    assert shown(forum.get(page))["documents"] == ["https://a.example/p.pdf | El plan | The plan"]


# --- What no form can reach ----------------------------------------------------------------------


def test_what_is_written_once_cannot_be_sent_along(forum, world_here):
    here = world_here
    for row, sent, kept in [
        (here.plan, {"slug": "x", "nature": "archive", "status": "archived", "secretariat": "1"},
         ("slug", "nature", "status", "secretariat_id")),
        (here.milestone, {"original_due_date": "2030-01-01", "due_date": "2030-01-01",
                          "commitment": "vereda/2"},
         ("original_due_date", "due_date", "commitment_id")),
        (here.commitment, {"state": "withdrawn", "state_reason": "x", "plan": "x"},
         ("state", "state_reason", "plan_id")),
        (here.organisations["foro"], {"slug": "x", "is_example": "on"}, ("slug", "is_example")),
        (here.tomas, {"email": "x@x.mx", "password": "x", "version": "9", "is_operator": "on"},
         ("email", "password", "version", "is_operator")),
        (here.omar.memberships.get(), {"user": "pat@onda.example", "organisation": "foro"},
         ("user_id", "organisation_id")),
        (here.commitment.seats.first(), {"role": "supports", "state": "left"}, ("role", "state")),
    ]:  # fmt: skip
        page = page_of(row)
        before = [getattr(fresh(row), name) for name in kept]
        forum.post(page, {**fill(forum, page), **sent})
        assert [getattr(fresh(row), name) for name in kept] == before


def test_only_an_operator_makes_operators(as_, world_here):
    page = page_of(world_here.tomas)
    forum = as_(world_here.operator)
    assert forum.post(page, fill(forum, page, is_operator="on")).status_code == 302
    assert fresh(world_here.tomas).is_operator


def test_nobody_shuts_themselves_out(forum, world_here):
    page = page_of(world_here.pat)
    response = forum.post(page, fill(forum, page, is_active=[]))
    assert "You cannot shut yourself out." in errors(response)


def test_an_account_opens_without_a_password(forum, world_here):
    page = add_page(User)
    forum.post(page, fill(forum, page, email="New@Onda.example", name="New", language="es"))
    user = User.objects.get(email="new@onda.example")
    assert not user.has_usable_password()


def test_an_ended_membership_is_over(forum, world_here):
    membership = world_here.omar.memberships.get()
    page = page_of(membership, "move", "end")
    assert forum.post(page, fill(forum, page, until="2026-11-01")).status_code == 302
    shown_page = forum.get(page_of(membership)).content.decode()
    assert "This membership has ended. Grant a new one instead." in shown_page
    assert forum.get(page).status_code == 403
