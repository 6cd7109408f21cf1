"""Filling in the administration's forms as a browser would: what the page shows, with some changes."""

from html.parser import HTMLParser
from urllib.parse import urlencode

from django.urls import reverse

from accounts.models import User
from tests import world


class _Controls(HTMLParser):
    """Reads the values of the page's main form; the one for signing out is not it."""

    def __init__(self):
        super().__init__()
        self.values, self.inside, self.select, self.textarea = {}, False, None, None

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "form":
            self.inside = given.get("id") not in ("logout-form", "changelist-search")
        elif self.inside and given.get("name"):
            self._control(tag, given)
        elif self.inside and tag == "option" and self.select and "selected" in given:
            self.values.setdefault(self.select, []).append(given["value"])

    def _control(self, tag, given):
        name = given["name"]
        if tag == "textarea":
            self.textarea, self.values[name] = name, [""]
        elif tag == "select":
            self.select = name
        elif given.get("type") in ("checkbox", "radio"):
            if "checked" in given:
                self.values.setdefault(name, []).append(given.get("value", "on"))
        elif given.get("type") != "submit":
            self.values[name] = [given.get("value", "")]

    def handle_data(self, data):
        if self.textarea:
            self.values[self.textarea][0] += data

    def handle_endtag(self, tag):
        if tag == "form":
            self.inside = False
        elif tag == "textarea":
            self.textarea = None
        elif tag == "select":
            self.select = None


def shown(page):
    """Return `{name: values}` of the form on a page, as the browser would send them."""
    reader = _Controls()
    reader.feed(page.content.decode())
    return {
        name: [value.removeprefix("\n").replace("\n", "\r\n") for value in values]
        for name, values in reader.values.items()
    }


def fill(browser, url, **changes):
    """Return what the browser sends after somebody opened a page and changed some controls."""
    return {**shown(browser.get(url)), **{"_save": "Save", **changes}}


def page_of(row, name="change", *more):
    """Return the address of a row's page in the administration."""
    opts = row._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_{name}", args=[row.pk, *more])


def add_page(model, **given):
    url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add")
    return f"{url}?{urlencode(given)}" if given else url


def list_page(model):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


def errors(response):
    """Return all sentences of the errors on a page, joined."""
    form = response.context["adminform"].form if "adminform" in response.context else None
    form = form or response.context["form"]
    return " ".join(str(e) for found in form.errors.values() for e in found)


def fresh(row):
    """Return a row as it is now."""
    return type(row).objects.get(pk=row.pk)


def speaking_english(here):
    """Return the world with people whose administration speaks English."""
    User.objects.update(language="en")
    for name in (*world.CAST, "operator"):
        setattr(here, name, fresh(getattr(here, name)))
    return here
