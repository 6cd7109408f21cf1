"""What every change of the agreed frame does after it was allowed: check, write, record."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from tracker.actions.recording import record


def create(kind, row, *, by, organisation, now, reason="", after_save=None):
    """Write a new row and record it. Raises ValidationError.

    `after_save` sets what a row can only have once it exists (many-to-many rows).
    """
    row.full_clean()
    row.save(force_insert=True)
    if after_save:
        after_save(row)
    record(kind, row, by=by, organisation=organisation, reason=reason, now=now)
    return row


def change(kind, row, fields, *, seen_version, by, organisation, now, reason=""):
    """Write changed fields if nobody changed the row since, and record them.

    Returns the row, unchanged and unrecorded when nothing differs. Raises StaleVersion,
    ValidationError.
    """
    before = row.recorded_values()
    if seen_version == row.version and all(getattr(row, f) == v for f, v in fields.items()):
        return row
    row.compare_and_swap(seen_version, **fields)
    record(kind, row, by=by, organisation=organisation, before=before, reason=reason, now=now)
    return row


def given(reason, needed=True):
    """Return a reason, which is published. Raises ValidationError where one is needed and there is none."""
    reason = reason.strip()
    if needed and not reason:
        raise ValidationError({"reason": _("Give the reason. It is published.")})
    return reason


def only(fields, allowed):
    """Return the fields. Raises TypeError for one that the action does not offer to change."""
    unknown = set(fields) - set(allowed)
    if unknown:
        raise TypeError(f"cannot change {', '.join(sorted(unknown))}")
    return fields
