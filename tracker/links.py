"""Whether a link still answers. It asks servers of strangers, so it is careful whom it asks.

Only the usual ports of http and https, only addresses of the public internet: each name is looked up by us,
every address of it is checked, and the connection goes to the address that was checked, after each redirect
anew. Nothing of ours is sent along, nothing that comes back is read.
"""

import contextlib
import http.client
import ipaddress
import socket
import ssl
import threading
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.utils.encoding import iri_to_uri

ANSWERS, MOVED, GONE, NO_ANSWER = "answers", "moved", "gone", "no_answer"
PORTS = {"http": 80, "https": 443}
TIMEOUT = 10  # seconds for one request, from the first word to the last
MOST_REDIRECTS = 3
FOR_GOOD = (301, 308)
ELSEWHERE = (*FOR_GOOD, 302, 303, 307)
# They lead to an address of version 4 that the check would not see.
TUNNELS = [
    ipaddress.ip_network(net)
    for net in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")
]


class Unsafe(Exception):
    """Not a place of the public internet that may be asked."""


def ask(url):
    """Return what becomes of a reader who follows a link: one of four words. Raises nothing."""
    at, moved = url, False
    try:
        for _step in range(MOST_REDIRECTS + 1):
            status, location = _status_of(at)
            if status not in ELSEWHERE or not location:
                return _meaning(status, moved and _differ(url, at))
            at = urljoin(at, location)
            moved = moved or status in FOR_GOOD
    except (Unsafe, OSError, http.client.HTTPException, ValueError):
        pass
    return NO_ANSWER


def _meaning(status, moved):
    if status in (404, 410):
        return GONE
    if status >= 500:
        return NO_ANSWER
    # Refusing a program (401, 403, 429) is an answer: there is a page for people.
    return MOVED if moved else ANSWERS


def _differ(url, other):
    """Return whether two addresses are more than two ways of writing one."""
    parts = [urlsplit(each) for each in (url, other)]
    one, two = ((p.hostname.removeprefix("www."), p.path.rstrip("/"), p.query) for p in parts)
    return one != two


def _status_of(url):
    """Ask for the head of a page, and for the page itself where its server has no good word for heads."""
    status, location = _request("HEAD", url)
    return _request("GET", url) if status >= 400 else (status, location)


def _request(method, url):
    """Return the status and the place where a redirect leads."""
    parts = urlsplit(iri_to_uri(url))
    host = (parts.hostname or "").encode("idna").decode()
    if parts.scheme not in PORTS or not host or "@" in parts.netloc:
        raise Unsafe(url)
    port = PORTS[parts.scheme]
    if parts.port not in (None, port):
        raise Unsafe(url)
    sock = _open(_checked_address(host, port), port)
    sockets = [sock]
    limit = threading.Timer(TIMEOUT, _cut, [sockets])
    limit.daemon = True
    limit.start()
    try:
        if parts.scheme == "https":
            sock = ssl.create_default_context().wrap_socket(sock, server_hostname=host)
            sockets.append(sock)
        connection = http.client.HTTPConnection(host, port, timeout=TIMEOUT)
        connection.sock = sock
        target = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
        headers = {
            "User-Agent": f"Onda link check (+{settings.PUBLIC_URL})",
            "Accept": "*/*",
            "Connection": "close",
        }
        connection.request(method, target, headers=headers)
        response = connection.getresponse()
        return response.status, response.getheader("Location")
    finally:
        limit.cancel()
        sock.close()


def _checked_address(host, port):
    """Return an address of a host. Raises Unsafe unless every one of them is public."""
    addresses = [found[4][0] for found in _resolve(host, port)]
    if not addresses or not all(is_public(address) for address in addresses):
        raise Unsafe(host)
    return addresses[0]


def is_public(text):
    """Return whether an address belongs to the public internet."""
    address = ipaddress.ip_address(text.partition("%")[0])
    address = getattr(address, "ipv4_mapped", None) or address
    if address.version == 6 and any(address in tunnel for tunnel in TUNNELS):
        return False
    return address.is_global and not address.is_multicast


def _resolve(host, port):
    return socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)


def _open(address, port):
    return socket.create_connection((address, port), TIMEOUT)


def _cut(sockets):
    """End a conversation that drags on."""
    with contextlib.suppress(OSError, ValueError):
        sockets[-1].shutdown(socket.SHUT_RDWR)
