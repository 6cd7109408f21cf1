from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions.kinds import Kind
from accounts.actions.recording import record
from accounts.authorization.people import may_manage_organisations
from accounts.authorization.verdicts import require
from accounts.models import Organisation

# The address of an organisation is how the history names it, so it never changes.
CHANGEABLE = (
    "name_es",
    "name_en",
    "acronym",
    "kind",
    "parent",
    "website",
    "source",
    "note_es",
    "note_en",
)


@transaction.atomic
def add_organisation(*, by, now=None, **fields):
    """Add an organisation. Raises NotAllowed, ValidationError."""
    now = now or timezone.now()
    acting = require(may_manage_organisations(by, now.date()))
    organisation = Organisation(**fields)
    organisation.full_clean()
    organisation.save(force_insert=True)
    record(Kind.ORGANISATION_ADDED, organisation, by=by, organisation=acting, now=now)
    return organisation


@transaction.atomic
def change_organisation(*, organisation, by, seen_version, reason="", now=None, **fields):
    """Change what is known of an organisation. Raises NotAllowed, StaleVersion, ValidationError.

    While it has members its kind may change only within its side: nobody changes sides by an
    edit. What it said before keeps the side it was said with.
    """
    now = now or timezone.now()
    acting = require(may_manage_organisations(by, now.date()))
    organisation = Organisation.objects.get(pk=organisation.pk)
    refuse_unknown(fields, CHANGEABLE)
    before, side = organisation.recorded_values(), organisation.side
    organisation.compare_and_swap(seen_version, **fields)
    if organisation.side != side and organisation.memberships.exists():
        raise ValidationError(
            {
                "kind": _(
                    "This kind belongs to another side. "
                    "An organisation with members keeps its side."
                )
            }
        )
    record(
        Kind.ORGANISATION_CHANGED,
        organisation,
        by=by,
        organisation=acting,
        before=before,
        reason=reason,
        now=now,
    )
    return organisation


def refuse_unknown(fields, allowed):
    """Raise TypeError for a field that an action does not offer to change."""
    unknown = set(fields) - set(allowed)
    if unknown:
        raise TypeError(f"cannot change {', '.join(sorted(unknown))}")
