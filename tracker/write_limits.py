"""How often one person may send: counted in the cache that all processes share.

A limit stops a program that runs wild with somebody's sign-in, never a person who types. What is
refused is given back by the page (`tracker.middleware.WriteLimits`).
"""

import time

from django.conf import settings
from django.core.cache import cache

MINUTE, HOUR = 60, 3600  # seconds
# What a page sends by itself while somebody writes: a draft every few seconds, and who is there.
BY_ITSELF = {MINUTE: 120, HOUR: 4000}
AUTOSAVE = "autosave"  # the field by which a form says that the page sent it


def sent_by_the_page(view):
    """Mark a view that pages send to by themselves: it is counted apart from what people send."""
    view.by_itself = True
    return view


def seconds_to_wait(person, *, by_itself=False):
    """Count one sending of a person. Returns 0, or after how many seconds they may go on.

    A refused sending is not counted: whoever waits as long as was said may go on.
    """
    limits = BY_ITSELF if by_itself else limits_of_people()
    key = f"sent:{'page' if by_itself else 'person'}:{person.pk}"
    now = int(time.time())
    counts = _counts(cache.get(key), now)
    full = [span for span, limit in limits.items() if counts[span][1] >= limit]
    if full:
        return max(span - now % span for span in full)
    for count in counts.values():
        count[1] += 1
    cache.set(key, counts, HOUR)
    return 0


def limits_of_people():
    return {MINUTE: settings.WRITES_A_MINUTE, HOUR: settings.WRITES_AN_HOUR}


def _counts(kept, now):
    """Return `{span: [number of the span, sendings in it]}`, from what the cache keeps."""
    counts = {}
    for span in (MINUTE, HOUR):
        number, count = (kept or {}).get(span, (None, 0))
        current = now // span
        counts[span] = [current, count if number == current else 0]
    return counts
