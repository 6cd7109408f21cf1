"""The pieces of evidence of an entry, written with it by the actions of entries."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from tracker.models import Evidence, Upload


def put_evidence(entry, evidence):
    """Write an entry's pieces of evidence, given as dicts of columns. Raises ValidationError."""
    if len(evidence) > Evidence.MOST:
        full = _("An entry has at most %(most)d pieces of evidence.")
        raise ValidationError({"evidence": full % {"most": Evidence.MOST}})
    _require_own_files(entry, evidence)
    pieces = [
        Evidence(entry_id=entry.pk, position=position, **columns)
        for position, columns in enumerate(evidence, 1)
    ]
    for piece in pieces:
        try:
            piece.full_clean(exclude={"entry", "upload"}, validate_constraints=False)
        except ValidationError as error:
            raise ValidationError({"evidence": error.messages}) from None
        if bool(piece.url) == bool(piece.upload):
            raise ValidationError({"evidence": _("A piece of evidence is a link or a file.")})
    Evidence.objects.bulk_create(pieces)
    entry._prefetched_objects_cache = {"evidence": pieces}


def unseen_files(pieces):
    """Return `{field: sentence}` while a file hides something that its author has not looked at."""
    for piece in pieces:
        if piece.waits_to_be_looked_at:
            sentence = _("Look at what “%(name)s” hides, and say that you did.")
            return {"evidence": sentence % {"name": piece.upload.name}}
    return {}


def _require_own_files(entry, evidence):
    """Lock the files, so that none is swept away meanwhile. Raises ValidationError for one of others."""
    numbers = {columns["upload"].pk for columns in evidence if columns.get("upload")}
    if not numbers:
        return
    own = Upload.objects.kept().filter(organisation=entry.organisation_id, pk__in=numbers)
    if len(own.select_for_update(of=("self",))) < len(numbers):
        raise ValidationError(
            {"evidence": _("A file is not there any more. Take it out and choose it again.")}
        )
