from django.db import models
from django.utils.translation import gettext_lazy as _

from tracker.models.entry import Entry
from tracker.models.observation import Observation


class Response(Entry):
    """What the addressed organisation answers to an observation, on the record."""

    class Outcome(models.TextChoices):
        TAKEN_UP = "taken_up", _("Taken up")
        PARTLY = "partly", _("Partly taken up")
        NOT_TAKEN_UP = "not_taken_up", _("Not taken up, because …")
        WILL_ANSWER = "will_answer", _("Will answer by …")

    RECORDED = (*Entry.RECORDED, "to", "outcome", "promised_date")

    to = models.ForeignKey(Observation, on_delete=models.PROTECT, related_name="responses")
    outcome = models.CharField(_("outcome"), max_length=15, choices=Outcome, blank=True)
    promised_date = models.DateField(_("will answer by"), null=True, blank=True)

    class Meta:
        verbose_name = _("response")
        verbose_name_plural = _("responses")

    @classmethod
    def recorded_rows(cls):
        return super().recorded_rows().select_related("to")

    @property
    def is_promise(self):
        """Return whether it only says when the answer will come."""
        return self.outcome == self.Outcome.WILL_ANSWER

    def problems(self, evidence):
        found = super().problems(evidence)
        if not self.outcome:
            found["outcome"] = _("Choose what you did with the observation.")
        if self.outcome == self.Outcome.WILL_ANSWER and not self.promised_date:
            found["promised_date"] = _("Say by when you will answer.")
        if self.promised_date and self.promised_date < self.said_date:
            found["promised_date"] = _("This date has passed.")
        return found
