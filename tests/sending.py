"""The form of a page, read and sent as a browser without scripts would."""

import re
from html import unescape
from html.parser import HTMLParser

MAIN = "data-once"  # what the page's own form has, and the form for signing out has not


class _Form(HTMLParser):
    def __init__(self):
        super().__init__()
        self.fields, self.buttons, self.action = {}, {}, ""
        self._inside, self._textarea, self._select = False, None, None

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "form":
            self._inside = MAIN in attrs
            self.action = attrs.get("action", "") if self._inside else self.action
        if not self._inside:
            return
        name, kind = attrs.get("name"), attrs.get("type")
        if tag == "input" and (kind not in ("radio", "checkbox") or "checked" in attrs):
            self.fields[name] = attrs.get("value", "on" if kind == "checkbox" else "")
        elif tag == "button" and name:
            self.buttons[name] = attrs.get("value", "")
        elif tag == "textarea":
            self._textarea, self.fields[name] = name, ""
        elif tag == "select":
            self._select, self.fields[name] = name, ""
        elif tag == "option" and self._select and "selected" in attrs:
            self.fields[self._select] = attrs["value"]

    def handle_endtag(self, tag):
        if tag == "form":
            self._inside = False
        elif tag == "textarea":
            self._textarea = None
        elif tag == "select":
            self._select = None

    def handle_data(self, data):
        if self._textarea:
            self.fields[self._textarea] += data


def text_of(response):
    return unescape(response.content.decode())


def form_of(response):
    """Return what the page's form would send if its reader touched nothing."""
    return _read(response).fields


def buttons_of(response):
    return _read(response).buttons


def _read(response):
    form = _Form()
    form.feed(response.content.decode())
    # A browser drops one line end at the beginning of a text area.
    form.fields = {name: re.sub(r"\A\n", "", value) for name, value in form.fields.items()}
    return form


def open_form(client, path):
    """Return the fields of a form as it is first shown."""
    response = client.get(path)
    assert response.status_code == 200, response.status_code
    return form_of(response)


def send(client, response_or_path, **changes):
    """Change some fields of a page's form and send it to where it goes. `None` leaves a field out.

    Names may be written with `__` for the dashes of a row: `evidence__1__url`.
    """
    page = response_or_path
    if isinstance(page, str):
        page = client.get(page)
    form = _read(page)
    data = form.fields | {name.replace("__", "-"): value for name, value in changes.items()}
    data = {name: value for name, value in data.items() if value is not None}
    return client.post(form.action or page.request["PATH_INFO"], data)
