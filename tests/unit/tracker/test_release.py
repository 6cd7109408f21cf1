"""A page of another release is another page."""

import pytest

from tracker import release


@pytest.fixture
def site(tmp_path, settings):
    """A small program of which pages are made."""
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text("<h1>Onda</h1>")
    settings.BASE_DIR = tmp_path
    settings.DEBUG = True  # made anew each time
    return tmp_path


def test_the_same_files_are_the_same_release(site):
    assert release.release() == release.release()


def test_a_changed_page_is_another_release(site):
    before = release.release()
    (site / "templates" / "page.html").write_text("<h1>Ola</h1>")
    assert release.release() != before


def test_a_file_of_another_name_is_another_release(site):
    before = release.release()
    (site / "templates" / "page.html").rename(site / "templates" / "other.html")
    assert release.release() != before


def test_what_pages_are_not_made_of_does_not_matter(site):
    before = release.release()
    (site / "notes.txt").write_text("Mañana.")
    assert release.release() == before


def test_it_is_read_once_in_the_life_of_a_process(monkeypatch):
    first = release.release()
    monkeypatch.setattr(release, "PARTS", ())
    assert release.release() == first
