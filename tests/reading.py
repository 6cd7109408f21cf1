"""What a reader reads of a page."""

import html
import re

from django.test import Client

INLINE = re.compile(r"</?(time|b|span|a|s|small|ins|del)\b[^>]*>")


def words(response):
    """Return the words of a page: no tags, single blanks."""
    text = re.sub(r"<[^>]+>", " ", INLINE.sub("", response.content.decode()))
    return html.unescape(re.sub(r"\s+", " ", text))


def read(url, status=200):
    """Return the words of a page as a visitor gets it."""
    response = Client().get(url)
    assert response.status_code == status
    return words(response)
