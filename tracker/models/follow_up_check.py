import datetime as dt

from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from tracker.due_dates import add_months
from tracker.models.entry import Entry
from tracker.models.plan import Plan


class FollowUpCheck(Entry):
    """Somebody looked, some months after a plan's end, at what is left of a commitment.

    Its `text` is what was looked at and what was found; it is asked for also where nothing is known.
    """

    class Mark(models.IntegerChoices):
        SIX = 6, _("6 months")
        TWELVE = 12, _("12 months")
        TWENTY_FOUR = 24, _("24 months")

    class Verdict(models.TextChoices):
        ALIVE = "alive", _("Alive")
        DEGRADED = "degraded", _("Degraded")
        REVERSED = "reversed", _("Reversed")
        UNKNOWN = "unknown", _("Unknown")

    RECORDED = (*Entry.RECORDED, "mark", "verdict")

    mark = models.PositiveSmallIntegerField(_("mark"), choices=Mark, null=True, blank=True)
    verdict = models.CharField(_("what is left"), max_length=10, choices=Verdict, blank=True)

    class Meta:
        verbose_name = _("follow-up check")
        verbose_name_plural = _("follow-up checks")

    @property
    def day(self):
        """Return the day from which its mark can be answered."""
        return mark_day(self.plan, self.mark)

    def problems(self, evidence):
        found = super().problems(evidence)
        if not self.verdict:
            found["verdict"] = _("Choose what is left. “Unknown” is an answer too.")
        if self.mark is None:
            found["mark"] = _("Choose how long after the plan's end you looked.")
        elif self.said_date < self.day:
            words = _("This can be answered from %(day)s on.")
            found["mark"] = words % {"day": date_format(self.day, "j F Y")}
        elif self._is_answered():
            found["mark"] = _(
                "Your organisation answered this already. Correct that answer instead."
            )
        return found

    def _is_answered(self):
        """Return whether the organisation has another standing answer to the same mark."""
        others = FollowUpCheck.objects.standing().filter(
            commitment=self.commitment_id, organisation=self.organisation_id, mark=self.mark
        )
        return others.exclude(pk__in=[k for k in (self.pk, self.corrects_id) if k]).exists()


def mark_day(plan: Plan, mark: int) -> dt.date:
    """Return the day on which so many months have gone by since a plan's last day."""
    return add_months(plan.end_date, mark)


def marks_due(plan: Plan, today: dt.date) -> list[int]:
    """Return the marks of a plan that can be answered, the earliest first."""
    return [mark for mark in FollowUpCheck.Mark.values if mark_day(plan, mark) <= today]
