"""Files for the evidence of an entry: with its form, or one by one while it is being written."""

from dataclasses import dataclass, field
from typing import Any

from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.authorization.verdicts import NotAllowed
from accounts.models import Organisation
from tracker.actions.uploads import stage_file
from tracker.files.refusals import Refused
from tracker.forms.evidence import MOST_ROWS, EvidenceRows, title_of, with_files, without_row
from tracker.write_limits import sent_by_the_page


@dataclass
class Received:
    """`data` is the form with the files that were taken; `refused` says of each other one why not."""

    data: Any
    refused: list[str] = field(default_factory=list)
    too_large: bool = False

    @property
    def status(self):
        return 413 if self.too_large else 422 if self.refused else 200


def asks_for_the_page(data):
    """Return whether a button asks for the page again, with other rows, and not for a decision."""
    return any(name in data for name in ("more_evidence", "add_files", "remove_evidence"))


def receive(request, organisation, data):
    """Take in the files that came with a form, and take out the row that its sender does not want."""
    received = Received(data)
    if data.get("remove_evidence", "").isdecimal():
        received.data = without_row(data, data["remove_evidence"])
    taken = []
    for file in request.FILES.getlist("files"):
        try:
            taken.append(
                stage_file(organisation=organisation, by=request.user, file=file, name=file.name)
            )
        except Refused as refusal:
            received.refused.append(named(file.name, refusal))
            received.too_large |= refusal.too_large
    if taken:
        received.data, left = with_files(received.data, taken)
        full = _("An entry has at most %(most)d pieces of evidence.") % {"most": MOST_ROWS}
        received.refused += [named(upload.name, full) for upload in left]
    return received


def named(name, refusal):
    return _("“%(name)s” was not taken. %(reason)s") % {"name": name, "reason": refusal}


@sent_by_the_page
@never_cache
@require_POST
def upload(request):
    """Take in one file while its entry is being written; answer with its row for the form."""
    organisation = get_object_or_404(Organisation, slug=request.POST.get("organisation", ""))
    file, number = request.FILES.get("file"), request.POST.get("number", "")
    if (
        file is None
        or not number.isascii()
        or not number.isdecimal()
        or not 1 <= int(number) <= MOST_ROWS
    ):
        return _refused(_("Choose a file."), 400)
    try:
        taken = stage_file(organisation=organisation, by=request.user, file=file, name=file.name)
    except NotAllowed as refusal:
        return _refused(refusal, 403)
    except Refused as refusal:
        return _refused(refusal, 413 if refusal.too_large else 422)
    prefix = f"evidence-{int(number)}-"
    values = {f"{prefix}upload": str(taken.uid), f"{prefix}title": title_of(taken)}
    row = EvidenceRows(initial=values, organisation=organisation).evidence_row(int(number))
    html = render_to_string("tracker/desk/evidence_row.html", {"row": row}, request)
    return JsonResponse({"uid": str(taken.uid), "row": html}, status=201)


def _refused(sentence, status):
    return JsonResponse({"error": str(sentence)}, status=status)
