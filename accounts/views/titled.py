"""The title of a page and the way down to it."""

from django.conf import settings
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _


def titled(title):
    """Return what the page frame shows about a page."""
    home = resolve_url(settings.LOGOUT_REDIRECT_URL)
    return {
        "title": title,
        "crumbs": [{"label": _("Home"), "url": home}, {"label": title, "url": ""}],
    }


class Titled:
    """A class-based page with a `title`."""

    title = ""

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), **titled(self.title)}
