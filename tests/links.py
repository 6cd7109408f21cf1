"""The links of a page, as its reader meets them."""

import re
from html.parser import HTMLParser
from typing import NamedTuple

NUMBER = re.compile(r"\d[\d,\u202f]*")


class Link(NamedTuple):
    url: str
    text: str
    label: str  # aria-label

    @property
    def number(self):
        """Return the first number that the link says, or None."""
        found = NUMBER.search(self.text)
        return int(re.sub(r"\D", "", found.group())) if found else None


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.links = []
        self._open = None

    def handle_starttag(self, tag, attrs):
        if tag == "a":
            self._open = [dict(attrs), ""]

    def handle_data(self, data):
        if self._open:
            self._open[1] += data

    def handle_endtag(self, tag):
        if tag == "a" and self._open:
            attrs, text = self._open
            self.links.append(
                Link(attrs.get("href", ""), text.strip(), attrs.get("aria-label", ""))
            )
            self._open = None


def links_of(response):
    reader = _Reader()
    reader.feed(response.content.decode())
    return reader.links
