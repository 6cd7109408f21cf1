"""The frame of a page: addresses, navigation, and the reader's voice."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.utils import translation

from tracker import context_processors

FAR_AWAY = dt.date(2000, 1, 1)


def organisation(short, side="government"):
    return SimpleNamespace(short=short, side=side, get_absolute_url=lambda: f"/{short}/")


def member(*organisations):
    memberships = [SimpleNamespace(organisation=one) for one in organisations]
    return SimpleNamespace(
        is_authenticated=True, memberships_on=lambda day: memberships if day > FAR_AWAY else []
    )


@pytest.fixture
def request_to(rf):
    def make(path, user=None):
        request = rf.get(path)
        request.user = user or AnonymousUser()
        return request

    return make


@pytest.mark.parametrize(
    ("path", "canonical"),
    [
        ("/en/plans/?q=water&sort=number", "/en/plans/"),
        ("/en/plans/?q=water&page=3", "/en/plans/?page=3"),
        ("/en/plans/?page=1", "/en/plans/"),
        ('/en/plans/?page="><script>', "/en/plans/"),
    ],
)
def test_canonical_url_leaves_filters_out(request_to, path, canonical):
    assert context_processors.canonical_url(request_to(path)) == f"http://testserver{canonical}"


def test_alternates_lead_to_the_same_page_and_keep_the_filters(request_to):
    spanish, english = context_processors.alternates(request_to("/en/plans/?q=agua"))
    assert spanish["url"] == "http://testserver/es/plans/"
    assert spanish["switch"] == "/es/plans/?q=agua"
    assert (spanish["current"], english["current"]) == (False, True)


@pytest.mark.parametrize(
    ("path", "spanish"), [("/en/nowhere/at/all/", "/es/nowhere/at/all/"), ("/nowhere", "/es/")]
)
def test_alternates_of_a_page_that_does_not_exist(request_to, path, spanish):
    assert context_processors.alternates(request_to(path))[0]["switch"] == spanish


def test_navigation_marks_where_we_are(request_to):
    links = context_processors.navigation(request_to("/en/plans/some-plan/"))
    assert [link["label"] for link in links if link["current"]] == ["Plans"]
    assert len(links) == 5


def test_a_member_writes_with_the_voice_of_their_organisation(request_to):
    acting = context_processors.acting_for(
        request_to("/en/", member(organisation("LR"), organisation("WA")))
    )
    assert acting == {"voice": "government", "name": "LR", "url": "/LR/", "others": ["WA"]}


def test_nobody_else_has_a_voice(request_to):
    assert context_processors.acting_for(request_to("/en/")) is None
    assert context_processors.acting_for(request_to("/en/", member())) is None


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.django_db
def test_the_frame_costs_an_anonymous_reader_no_query(
    request_to, django_assert_num_queries, language
):
    with translation.override(language), django_assert_num_queries(0):
        page = render_to_string("layouts/page.html", request=request_to(f"/{language}/plans/"))
    assert f'<html lang="{language}">' in page
    assert 'hreflang="es"' in page


def test_the_frame_stands_without_a_request():
    """An error page is drawn when nothing else works."""
    assert "<main" in render_to_string("layouts/error.html")
