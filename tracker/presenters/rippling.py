"""What stands around the forms by which somebody records a ripple, or says what they found."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.models import Ripple
from tracker.presenters.statements import statement
from tracker.presenters.tasks import Task
from tracker.queries.ripples import to_follow
from tracker.ripple_state import Finding, Layer

DESCRIPTIONS: dict[str, Any] = {
    "layer": {
        Layer.BACK_OFFICE: gettext_lazy("how an office works inside"),
        Layer.DATA: gettext_lazy("what is recorded, published or exchanged"),
        Layer.DECISION: gettext_lazy("what somebody decides with it"),
        Layer.PUBLIC_SERVICE: gettext_lazy("what people get at the counter or at home"),
    },
    "ripple_type": {
        Ripple.Type.TAKEN_UP: gettext_lazy("another body or country does the same"),
        Ripple.Type.RELATIONSHIP: gettext_lazy("who works with whom"),
    },
    "finding": {
        Finding.CORROBORATES: gettext_lazy("it is so: from another side, with evidence"),
        Finding.REJECTS: gettext_lazy("it is not so, or did not come from here: give the reason"),
        Finding.LASTING: gettext_lazy("looked at again after 90 days, once corroborated"),
        Finding.FADED: gettext_lazy("it went back to how it was"),
    },
}


def around_ripple(form: Any, task: Task) -> dict[str, Any]:
    """Return what the form of a ripple shows, and give it the ripples that it can follow from."""
    chosen = form["led_by"].value() or ""
    earlier = to_follow(task.subject.commitment, str(getattr(chosen, "uid", chosen)))
    form.fields["led_by"].offer([(str(row.uid), _option(row)) for row in earlier])
    details = ("noticed_precision", "for_whom", "place", "anticipated", "led_by")
    return {
        "asks_open": any(form[name].errors for name in details)
        or any(form[name].value() for name in ("for_whom", "place", "anticipated", "led_by")),
        "next_line": _(
            "It counts as noticed until another side corroborates it with evidence. "
            "It changes nobody's assessment of how far the commitment has come."
        ),
    }


def around_finding(task: Task) -> dict[str, Any]:
    return {
        "answered": statement(task.to),
        "next_line": _("It stands beside the ripple, which stays as it is."),
    }


def _option(ripple: Ripple) -> str:
    """Return how an earlier ripple reads in a list, with the number of its commitment."""
    what = ripple.title or str(ripple.get_kind_display())
    return f"{ripple.commitment.number} · {what}"
