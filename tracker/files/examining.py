"""Whether a file is taken, and what it is when it is."""

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from tracker.files import kinds
from tracker.files.names import clean_name, kind_of
from tracker.files.office import check_office
from tracker.files.pdfs import check_pdf
from tracker.files.pictures import saved_anew
from tracker.files.refusals import Refused
from tracker.files.texts import check_text


@dataclass(frozen=True)
class Examined:
    """A file that is taken. `content` is what is kept: of a picture, its pixels saved anew."""

    name: str
    kind: kinds.FileKind
    content: Any
    warnings: list[dict[str, Any]] = field(default_factory=list)


def examine(file, name):
    """Return what a file is. Raises Refused with a sentence."""
    name = clean_name(name)
    kind = kind_of(name)
    if getattr(file, "is_lost", False):
        raise Refused(_("It could not be kept: our disk did not take it. Try again later."))
    if not file.size:
        raise Refused(_("It is empty."))
    _require_small(file)
    warnings = []
    match kind.family:
        case kinds.PICTURE:
            file = saved_anew(file, kind.code)
            _require_small(file)
        case kinds.PDF:
            warnings = check_pdf(file)
        case kinds.OFFICE:
            warnings = check_office(file, kind)
        case kinds.TEXT:
            check_text(file)
    return Examined(name, kind, file, warnings)


def _require_small(file):
    limit = settings.UPLOAD_MAX_BYTES
    if file.size > limit:
        raise Refused(
            _("It has %(size)s; at most %(limit)s fit. Send a smaller one, or link to it.")
            % {"size": filesizeformat(file.size), "limit": filesizeformat(limit)},
            too_large=True,
        )
