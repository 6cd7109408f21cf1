"""Changes of the frame that Amina proposes and Lucía accepts, as both sides do in a plan in force."""

from tests import factories
from tracker.models import Commitment, Milestone


def move_date(here, milestone, to, precision="day", reason="Waits for the law.", now=None):
    return _agreed(
        here, milestone, "due_date", due_date=to, due_precision=precision, reason=reason, now=now
    )


def describe(here, milestone, reason="Clearer.", **fields):
    return _agreed(here, milestone, "milestone", reason=reason, **fields)


def move_commitment(here, commitment, state, reason="Decided.", now=None):
    _seat_both(here, commitment)
    return _agreed(here, commitment, "state", state=state, reason=reason, now=now)


def adopt_text(here, commitment, reason="Clearer.", **fields):
    """Agree to a further version of the official text."""
    texts = {"body_es": "1. Publicar el registro.", "body_en": "1. Publish the register."}
    return _agreed(here, commitment, "text", reason=reason, **{**texts, **fields})


def _agreed(here, subject, kind, **fields):
    """Return the subject as it is after both sides agreed."""
    factories.agree(subject, here.amina, here.lucia, kind, **fields)
    model = type(subject)
    related = "plan__secretariat" if model is Commitment else "commitment__plan__secretariat"
    owner = ("owner",) if model is Milestone else ()
    return model.objects.select_related(related, *owner, "status").get(pk=subject.pk)


def _seat_both(here, commitment):
    """Let both sides sit at a table that nobody sits at."""
    if not commitment.seats.exists():
        for person, role in ((here.amina, "leads"), (here.lucia, "expert")):
            organisation = person.memberships.get().organisation
            factories.give_seat(commitment, organisation, here.pat, role)
