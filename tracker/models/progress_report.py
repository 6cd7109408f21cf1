from django.db import models
from django.utils.translation import gettext_lazy as _

from tracker.completion import Completion
from tracker.models.entry import Entry
from tracker.models.veil import WordsText


class ProgressReport(Entry):
    """What the owner of a milestone, or the lead of a commitment, says was done.

    Its `text` is what was done. A new report never overwrites an old one.
    """

    RECORDED = (
        *Entry.RECORDED,
        "difficulties",
        "next_step",
        "done_date",
        "nothing_new",
        "nothing_since",
    )

    difficulties = WordsText(_("difficulties"), blank=True, max_length=5000)
    next_step = WordsText(_("next step"), blank=True, max_length=5000)
    # When it was done, if the report says complete.
    done_date = models.DateField(_("done on"), null=True, blank=True)

    # The owner says that there is nothing to report: the assessment before it stands.
    nothing_new = models.BooleanField(_("nothing to report"), default=False)
    # The day of the last report that told something; empty when there was none.
    nothing_since = models.DateField(_("nothing to report since"), null=True, blank=True)

    class Meta:
        verbose_name = _("progress report")
        verbose_name_plural = _("progress reports")

    # A reader must learn why so little was done.
    NEEDS_DIFFICULTIES = (Completion.NOT_STARTED, Completion.LIMITED)

    @property
    def repeats(self):
        """Return whether it only says that the assessment before it stands."""
        return self.nothing_new and self.nothing_since is not None

    def recorded_values(self):
        """Leave out that there was something to report: that is what a report is for."""
        values = super().recorded_values()
        return values if self.nothing_new else {**values, "nothing_new": None}

    def problems(self, evidence):
        if self.nothing_new:
            return self._problems_of_nothing()
        found = super().problems(evidence)
        if not self.completion:
            found["completion"] = _("Choose how far it has come.")
        if self.completion in self.NEEDS_DIFFICULTIES and not self.difficulties.strip():
            found["difficulties"] = _("Say what the difficulties are, so that readers understand.")
        if self.completion == Completion.COMPLETE and not evidence:
            found["evidence"] = _("Add at least one piece of evidence to report “Complete”.")
        if self.done_date and self.done_date > self.said_date:
            found["done_date"] = _("This date lies in the future.")
        return found

    def _problems_of_nothing(self):
        """Without an earlier report it says *not started*, and readers must learn why."""
        if self.repeats or self.difficulties.strip():
            return {}
        return {
            "difficulties": _(
                "Your side has not reported yet, so this says “Not started”. "
                "Say what the difficulties are, so that readers understand."
            )
        }
