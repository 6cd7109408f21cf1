from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from tracker.models.entry import Entry, EntryQuerySet
from tracker.models.obstacle import Obstacle


class ResolutionQuerySet(EntryQuerySet):
    def newest_first(self):
        """Order by the day of the fact; within it, a correction stands where its original stood."""
        return self.order_by("-fact_date", Coalesce("corrects", "pk").desc())


class PublicResolutions(models.Manager.from_queryset(ResolutionQuerySet)):
    def get_queryset(self):
        return super().get_queryset().public()


class ObstacleResolution(Entry):
    """That an obstacle is out of the way, or in it again: when, and how, in its `text`.

    Said by whoever described it. The last one that stands decides.
    """

    class Outcome(models.TextChoices):
        RESOLVED = "resolved", _("Resolved")
        OPEN_AGAIN = "open_again", _("Open again")

    RECORDED = (*Entry.RECORDED, "to", "outcome", "fact_date")

    to = models.ForeignKey(Obstacle, on_delete=models.PROTECT, related_name="resolutions")
    outcome = models.CharField(_("what became of it"), max_length=12, choices=Outcome, blank=True)
    fact_date = models.DateField(_("since"), null=True, blank=True)

    objects = PublicResolutions()
    everything = ResolutionQuerySet.as_manager()

    class Meta:
        verbose_name = _("word on an obstacle")
        verbose_name_plural = _("words on obstacles")

    @classmethod
    def recorded_rows(cls):
        return super().recorded_rows().select_related("to")

    @classmethod
    def next_after(cls, outcome):
        """Return what can be said next of an obstacle whose last word this is."""
        resolved = outcome == cls.Outcome.RESOLVED
        return cls.Outcome.OPEN_AGAIN if resolved else cls.Outcome.RESOLVED

    def problems(self, evidence):
        found = super().problems(evidence)
        if not self.fact_date:
            found["fact_date"] = _("Say since when.")
        elif self.fact_date > self.said_date:
            found["fact_date"] = _("This date lies in the future.")
        elif problem := self._out_of_order():
            found["fact_date"] = problem
        if self.corrects_id:
            changed = self.outcome != self.corrects.detail.outcome
            if changed:
                found["text"] = _(
                    "A correction cannot say the opposite. Withdraw the first word instead."
                )
        elif self.outcome != self.next_after(self.to.current().outcome):
            found["text"] = _("Somebody of your organisation said this already.")
        return found

    def _out_of_order(self):
        """Return a sentence for a day before the obstacle, or before the word that this one follows."""
        current = self.to.current()
        if self.fact_date < current.opened_date:
            return _("This is before the day since which the obstacle stands.")
        followed = not self.corrects_id and current.outcome_date
        if followed and self.fact_date < followed:
            return _("This is before what was said of it last.")
        return ""
