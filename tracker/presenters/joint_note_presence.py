"""Who has the page of a joint note open, in words."""

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from tracker.models import NotePresence
from tracker.presenters.joint_notes import signed


def present_lines(present: Sequence[NotePresence], user: Any) -> list[str]:
    """Say who else has the page open: the organisation, and only colleagues by name."""
    own = {found.organisation_id for found in present if found.user_id == user.pk}
    lines: dict[str, bool] = {}
    for found in present:
        if found.user_id == user.pk:
            continue
        if found.organisation_id in own:
            who = _("%(name)s, of your organisation,") % {"name": found.user.name}
        else:
            who = signed(found.organisation.side, found.organisation.short)
        lines[who] = lines.get(who, False) or found.is_writing
    return [
        (_("%(who)s is here, writing") if is_writing else _("%(who)s is here")) % {"who": who}
        for who, is_writing in lines.items()
    ]


def fingerprint(told: dict[str, Any]) -> str:
    """Return a short text by which a page says what it knows already."""
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:16]
