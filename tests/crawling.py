"""Every page that a reader can reach by following links, read as somebody."""

import re

from django.test import Client

START = (
    "/en/",
    "/en/plans/vereda/",
    "/en/plans/vereda/commitments/?view=table",
    "/en/plans/vereda/history/export/",
    "/en/history/",
    "/en/organisations/",
    "/en/desk/",
    "/admin/tracker/entry/",
    "/admin/ledger/historyentry/",
)
LINK = re.compile(r'(?:href|action)="(/[^"#]*)"')
# Pages by the thousand that differ in their filters, what is no page, and the way out.
PASSED_OVER = re.compile(
    r"^/static/|/logout/|/es/|jsi18n|[?&](sort|divergence|kind|side|q|page|entry|commitment)="
    r"|^/admin/(?!(tracker/entry|ledger/historyentry)/)|^/admin/.*\?|/accounts/"
)
MOST = 300


def bodies(user, *also):
    """Return `{address: text}` of what somebody gets who follows every link there is."""
    client = Client()
    if user.is_authenticated:
        client.force_login(user)
    waiting, read = [*START, *also], {}
    while waiting:
        address = waiting.pop().replace("&amp;", "&")
        if address in read or PASSED_OVER.search(address):
            continue
        assert len(read) < MOST, "links without end"
        response = client.get(address, follow=False)
        assert response.status_code < 500, address
        streamed = response.streaming
        body = response.getvalue() if streamed else response.content
        read[address] = body.decode(errors="replace")
        waiting += LINK.findall(read[address])
        if response.has_header("Location"):
            waiting.append(response["Location"].split("#")[0])
    return read


def where(text, found):
    """Return the addresses at which a text stands."""
    return sorted(address for address, body in found.items() if text in body)
