"""How far a ripple got: as pure functions of what others found about it.

Nobody types it. Another side corroborates with evidence; only then a later check can say whether it lasts.
A rejection stays beside a corroboration and does not undo it.
"""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    NOTICED = "noticed", _("Noticed")
    CORROBORATED = "corroborated", _("Corroborated")
    LASTING = "lasting", _("Lasting")
    FADED = "faded", _("Faded")
    REJECTED = "rejected", _("Rejected")


class Finding(models.TextChoices):
    CORROBORATES = "corroborates", _("Corroborates")
    REJECTS = "rejects", _("Rejects")
    LASTING = "lasting", _("Still there")
    FADED = "faded", _("Faded")


class Layer(models.TextChoices):
    """How far from the middle of government it is felt."""

    BACK_OFFICE = "back_office", _("Back office")
    DATA = "data", _("Data")
    DECISION = "decision", _("Decisions")
    PUBLIC_SERVICE = "public_service", _("Public service")


# What somebody says who looks again later.
CHECKS = (Finding.LASTING, Finding.FADED)
CONFIRMED = (State.CORROBORATED, State.LASTING, State.FADED)
# Whether something lasts cannot be said before it is this old.
CHECK_AFTER_DAYS = 90
# A corroborated ripple that nobody looked at for so long is due for another look.
CHECK_AGAIN_DAYS = 183


def state_of(findings: Iterable[Any]) -> State:
    """Return the state that standing findings (codes, the oldest first) give a ripple."""
    found = list(findings)
    if Finding.CORROBORATES in found:
        checks = [code for code in found if code in CHECKS]
        return State(checks[-1]) if checks else State.CORROBORATED
    return State.REJECTED if Finding.REJECTS in found else State.NOTICED
