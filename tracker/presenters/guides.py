"""The guides of `docs/how-to`, one for each kind of user, as pages of the site.

They are Markdown files, so that they can be read in the repository as well; a picture or another guide is
named there by its path. They are ours: nothing that people wrote passes through here.
"""

import functools
import re
from collections.abc import MutableMapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from markdown_it import MarkdownIt
from markdown_it.token import Token

# In the order of the list.
SLUGS = ("official", "civil-society", "secretariat", "operator")
PICTURES = "../../../static/"


@dataclass(frozen=True)
class Guide:
    """`contents` are the sections, as `components/toc.html` takes them."""

    slug: str
    title: str
    lede: str
    html: SafeString
    contents: list[dict[str, str]]

    @property
    def url(self) -> str:
        return reverse("guide", args=[self.slug])


def guides(language: str) -> list[Guide]:
    """Return all guides in a language."""
    return [guide(slug, language) for slug in SLUGS]


def guide(slug: str, language: str) -> Guide:
    """Return one guide. Its file is read once, except while developing."""
    read = _read.__wrapped__ if settings.DEBUG else _read
    return read(slug, language)


def path_of(slug: str, language: str) -> Path:
    return Path(settings.BASE_DIR, "docs", "how-to", language, f"{slug}.md")


@functools.cache
def _read(slug: str, language: str) -> Guide:
    """Read a guide: its first heading is the title, the paragraph after it the lede."""
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    environment: MutableMapping[str, Any] = {}
    tokens = markdown.parse(path_of(slug, language).read_text(encoding="utf-8"), environment)
    # heading_open, inline, heading_close, paragraph_open, inline, paragraph_close
    title, lede, body = tokens[1].content, tokens[4].content, tokens[6:]
    contents = _name_sections(body)
    for token in body:
        for child in token.children or ():
            _lead(child)
    html = markdown.renderer.render(body, markdown.options, environment)
    # Our own file, rendered without raw HTML.
    return Guide(slug, title, lede, mark_safe(html), contents)  # noqa: S308


def _name_sections(tokens: list[Token]) -> list[dict[str, str]]:
    """Give every heading an id, and return those of the second level."""
    found = []
    for token, words in zip(tokens, tokens[1:], strict=False):
        if token.type == "heading_open":
            place = slugify(words.content)
            token.attrSet("id", place)
            if token.tag == "h2":
                found.append({"id": place, "label": words.content})
    return found


def _lead(token: Token) -> None:
    """Make a picture's and a guide's path the address that the site has for it."""
    if token.type == "image":
        source = str(token.attrGet("src"))
        token.attrSet("src", static(source.removeprefix(PICTURES)))
        token.attrSet("loading", "lazy")
    elif token.type == "link_open":
        target = str(token.attrGet("href"))
        if found := re.fullmatch(r"([a-z-]+)\.md(#[\w-]+)?", target):
            token.attrSet("href", reverse("guide", args=[found[1]]) + (found[2] or ""))
