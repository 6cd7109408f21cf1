"""Keeping a draft while somebody types: the same form, sent by a script, answered with JSON.

The page shows the answer's `message` and goes on with its `version`. What was typed stays in the page
whatever the answer is.
"""

from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.authorization.verdicts import NotAllowed
from ledger.models import StaleVersion
from tracker.workflow import WrongState


def keep(form, begun, save):
    """Save the draft with `save()` and say so. A form that adds nothing to `begun` makes no draft."""
    if not form.is_valid():
        return _refused(422, next(iter(form.errors.values()))[0])
    version = form.cleaned_data["version"]
    if not version and form.adds_nothing_to(begun):
        return JsonResponse({"version": version, "message": ""})
    try:
        return _kept(save())
    except (NotAllowed, WrongState) as refusal:
        return _refused(403, refusal)
    except ValidationError as error:
        return _refused(422, error.messages[0])
    except StaleVersion as stale:
        return _met(form, stale.current.detail)


def _met(form, current):
    """Answer a draft that met another text: its own, when an answer was lost on the way."""
    if current.is_draft and form.written_of(current) == form.written():
        return _kept(current)
    return _refused(
        409,
        _(
            "This draft was saved in another window or by a colleague. Nothing is lost: "
            "save or publish yours, and you will see both texts."
        ),
    )


def _kept(draft):
    now = timezone.localtime()
    return JsonResponse(
        {
            "version": draft.version,
            "saved_at": now.isoformat(timespec="seconds"),
            "message": _("Saved as a draft at %(time)s.") % {"time": f"{now:%H:%M}"},
        }
    )


def _refused(status, reason):
    message = _("Not saved yet, your text is still here: %(reason)s") % {"reason": reason}
    return JsonResponse({"message": message}, status=status)
