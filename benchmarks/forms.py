"""Fills in a form of the site as a browser would: what it holds, and what a person types."""

from html.parser import HTMLParser


class _Fields(HTMLParser):
    """Collects the fields of the form that has a field `text`."""

    def __init__(self):
        super().__init__()
        self.forms = []

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        if tag == "form":
            self.forms.append({})
        elif self.forms and tag in ("input", "textarea", "select") and values.get("name"):
            kind = values.get("type", "text")
            if kind in ("radio", "checkbox") and "checked" not in values:
                return
            self.forms[-1][values["name"]] = values.get("value") or ""


def fields_of(page):
    """Return `{name: value}` of the form in which people write. Raises LookupError without one."""
    parser = _Fields()
    parser.feed(page)
    for form in parser.forms:
        if "text" in form:
            return form
    raise LookupError("shows no form")
