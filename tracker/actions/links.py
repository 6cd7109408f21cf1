"""Whether the links of public evidence still answer: seen from outside, not part of the record."""

import datetime as dt
import time

from django.conf import settings
from django.db.models import F, Q

from tracker import links
from tracker.models import Entry, Evidence

WEEK = dt.timedelta(days=7)
AT_ONCE = 5
PATIENCE = 30  # seconds after which the rest waits for the next round


def check_links(now):
    """Ask a few links that were not asked for a week, where the site is told to. Returns how many."""
    if not settings.CHECK_LINKS:
        return 0
    done, until = 0, time.monotonic() + PATIENCE
    for url in _due(now):
        if time.monotonic() > until:
            break
        _public().filter(url=url).update(link_state=links.ask(url), link_checked_at=now)
        done += 1
    return done


def _public():
    return Evidence.objects.filter(entry__in=Entry.objects.shown().order_by()).exclude(url="")


def _due(now):
    """Return the addresses that have waited longest; an address of many entries is asked once."""
    waiting = _public().filter(Q(link_checked_at=None) | Q(link_checked_at__lt=now - WEEK))
    oldest = waiting.order_by(F("link_checked_at").asc(nulls_first=True), "pk")
    return list(dict.fromkeys(oldest.values_list("url", flat=True)[: 4 * AT_ONCE]))[:AT_ONCE]
