"""The completion scale of OGP's Independent Reporting Mechanism (IRM)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Completion(models.TextChoices):
    """Four steps, and *no evidence available*, which stands outside them."""

    NO_EVIDENCE = "no_evidence", _("No evidence available")
    NOT_STARTED = "not_started", _("Not started")
    LIMITED = "limited", _("Limited")
    SUBSTANTIAL = "substantial", _("Substantial")
    COMPLETE = "complete", _("Complete")


STEPS = (Completion.NOT_STARTED, Completion.LIMITED, Completion.SUBSTANTIAL, Completion.COMPLETE)
PROGRESS = frozenset(STEPS[1:])

DEFINITIONS = {
    Completion.NO_EVIDENCE: _("Nothing is there to judge by."),
    Completion.NOT_STARTED: _("Nothing has begun."),
    Completion.LIMITED: _("Some action was taken, far from what was promised."),
    Completion.SUBSTANTIAL: _("The main part is there, something important is missing."),
    Completion.COMPLETE: _("All that was promised exists and can be checked."),
}
