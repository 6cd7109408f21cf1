import datetime as dt

from django.db import models
from django.utils.translation import gettext_lazy as _

from tracker.models.entry import Entry
from tracker.models.ripple import Ripple
from tracker.ripple_state import CHECK_AFTER_DAYS, CHECKS, Finding


class RippleFinding(Entry):
    """What somebody else found about a ripple: that it is so, that it is not, that it lasts or faded."""

    RECORDED = (*Entry.RECORDED, "to", "finding")

    to = models.ForeignKey(Ripple, on_delete=models.PROTECT, related_name="findings")
    finding = models.CharField(_("finding"), max_length=15, choices=Finding, blank=True)

    class Meta:
        verbose_name = _("finding on a ripple")
        verbose_name_plural = _("findings on ripples")
        indexes = [models.Index(fields=["to", "finding"], name="finding_by_ripple")]

    @classmethod
    def recorded_rows(cls):
        return super().recorded_rows().select_related("to")

    def problems(self, evidence):
        found = super().problems(evidence)
        if not self.finding:
            found["finding"] = _("Choose what you found.")
        elif self.finding == Finding.CORROBORATES:
            found |= self._why_it_does_not_corroborate(evidence)
        elif self.finding in CHECKS and (problem := self._too_early()):
            found["finding"] = problem
        return found

    def _why_it_does_not_corroborate(self, evidence):
        """Another side corroborates, with something to show, and not whoever has a hand in the work."""
        if self.side == self.to.side:
            return {
                "finding": _(
                    "Only another side than the one that noticed it corroborates a ripple."
                )
            }
        if self.is_interested:
            return {
                "finding": _(
                    "Your organisation helps carry the commitment out, so it does not corroborate "
                    "what came of it."
                )
            }
        if not evidence:
            return {"evidence": _("To corroborate, show it: add at least one piece of evidence.")}
        return {}

    def _too_early(self):
        """Return why nobody can say yet whether it lasts, or nothing."""
        if not self.to.is_corroborated:
            return _("Whether it lasts can be said once another side has corroborated it.")
        since = self.to.noticed_until
        if since and self.said_date < since + dt.timedelta(days=CHECK_AFTER_DAYS):
            return _("Whether it lasts can be said %(days)s days after it was noticed.") % {
                "days": CHECK_AFTER_DAYS
            }
        return ""
