"""A page's form as a browser holds it, and texts that are hard to give back character for character."""

from html.parser import HTMLParser
from typing import NamedTuple

LINE = (
    "  Vimos\u00a0la planta \U0001f469\u200d\U0001f467\u200d\U0001f466 cafe\u0301\u0327, "
    "\u200f\u05e9\u05dc\u05d5\u05dd\u200e \u202eabc\u202c </textarea><b>&amp;\"' %00 \u2028 fin  "
)
# A text area drops one line end at its beginning, so the text begins with one.
LINES = f"\r\n{LINE}\r\n\r\n\tLa segunda   l\u00ednea.  \r\n"

TYPED_IN = {"text", "url", "email", "search", ""}


class Control(NamedTuple):
    kind: str  # textarea, select, or the type of an input
    name: str
    value: str
    is_sent: bool  # a box that is not ticked is not

    @property
    def is_typed_in(self):
        return self.kind == "textarea" or self.kind in TYPED_IN


class _Forms(HTMLParser):
    def __init__(self):
        super().__init__()
        self.forms, self._attrs, self._text, self._select = [], {}, None, None

    def handle_starttag(self, tag, attrs):
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "form":
            self.forms.append((given, []))
        elif not self.forms:
            return
        elif tag == "textarea":
            self._attrs, self._text = given, ""
        elif tag == "select":
            self._select, self._chosen = name, False
        elif tag == "option" and self._select:
            self._add("select", self._select, given.get("value", ""), "selected" in given)
        elif tag == "input" and name and given.get("type") not in ("submit", "button", "file"):
            kind = given.get("type", "")
            ticked = kind not in ("radio", "checkbox") or "checked" in given
            self._add(kind, name, given.get("value", "on" if kind == "checkbox" else ""), ticked)

    def handle_endtag(self, tag):
        if tag == "textarea" and self._text is not None:
            self._add("textarea", self._attrs.get("name", ""), self._text.removeprefix("\n"), True)
            self._text = None
        elif tag == "select":
            self._select = None

    def handle_data(self, data):
        if self._text is not None:
            self._text += data

    def _add(self, kind, name, value, is_sent):
        # The browser writes line ends in one way when it sends.
        value = value.replace("\r\n", "\n").replace("\n", "\r\n")
        self.forms[-1][1].append(Control(kind, name, value, is_sent))


def controls_of(response):
    """Return the controls of the page's main form: the one with the most, sent by POST."""
    reader = _Forms()
    reader.feed(response.content.decode())
    posted = [c for given, c in reader.forms if given.get("method", "").lower() == "post"]
    return max(posted, key=len, default=[])


def values_on(response):
    """Return `{name: values}` of every control on a page, whichever form it stands in."""
    reader = _Forms()
    reader.feed(response.content.decode())
    found = {}
    for _given, controls in reader.forms:
        for control in controls:
            found.setdefault(control.name, []).append(control.value)
    return found


def untouched(controls):
    """Return what a browser sends of a form that nobody touched."""
    sent = {}
    for control in controls:
        if control.is_sent and control.name != "csrfmiddlewaretoken":
            sent.setdefault(control.name, []).append(control.value)
    return sent


def texts(controls, *, lines_only=False):
    """Return a hard text for every control in which something can be typed."""
    return {
        control.name: [LINES if control.kind == "textarea" else LINE]
        for control in controls
        if control.name and (control.kind == "textarea" or (control.is_typed_in and not lines_only))
    }


def missing_from(response, sent, names):
    """Return the names of texts that no control of a page gives back character for character."""
    back = {value for values in values_on(response).values() for value in values}
    typed = {name: sent[name][0] for name in names if sent[name][0]}
    return sorted(name for name, text in typed.items() if text not in back)
