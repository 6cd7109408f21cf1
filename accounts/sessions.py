"""Where somebody is signed in: what is kept of it, and how a page tells it."""

import re

from allauth.usersessions.models import UserSession
from django.db.models.signals import pre_save
from django.dispatch import receiver
from django.utils.translation import gettext as _

from accounts.security_log import shortened

# In this order: most browsers also claim to be the ones further down.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("iPhone|iPad", "iOS"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X|Macintosh", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux|X11", "Linux"),
)


def device(user_agent):
    """Return what somebody would call the browser: “Firefox, Windows”."""
    found = [_first(BROWSERS, user_agent), _first(SYSTEMS, user_agent)]
    return ", ".join(name for name in found if name) or _("unknown browser")


def _first(table, user_agent):
    return next((name for pattern, name in table if re.search(pattern, user_agent)), "")


@receiver(pre_save, sender=UserSession)
def keep_little(sender, instance, **kwargs):
    """Keep the network, not the address: enough to recognise one's own sign-in."""
    instance.ip = shortened(instance.ip).partition("/")[0] or "0.0.0.0"  # noqa: S104 -- says *unknown*
