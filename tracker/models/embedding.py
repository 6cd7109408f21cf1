import datetime as dt

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from tracker.due_dates import Precision
from tracker.models.entry import Entry
from tracker.models.veil import WordsChar


class Rung(models.TextChoices):
    """How firmly a result stands in what goes on without the plan, from the loosest to the firmest."""

    PROCEDURE = "procedure", _("Procedure")
    POST = "post", _("Unit or post")
    BUDGET = "budget", _("Budget line")
    SECTOR_PLAN = "sector_plan", _("Sector plan")
    REGULATION = "regulation", _("Regulation")
    LAW = "law", _("Law")


RUNGS = list(Rung.values)
# How exactly a date of what lasts may be known.
PRECISIONS = (Precision.DAY, Precision.MONTH, Precision.YEAR)


def height(rung: str) -> int:
    """Return the number of a rung, from 1; 0 for none."""
    return RUNGS.index(rung) + 1 if rung else 0


def lies_ahead(day: dt.date | None, precision: str, today: dt.date) -> bool:
    """Return whether the whole period that a date names is still to come."""
    if day is None:
        return False
    start = {
        Precision.MONTH: day.replace(day=1),
        Precision.YEAR: day.replace(month=1, day=1),
    }.get(Precision(precision), day)
    return start > today


class Embedding(Entry):
    """A result became part of what goes on without the plan: a rung, dated, and who keeps it.

    Its `text` is what was embedded. `keeper_name` is who keeps it from now on, as it was written;
    `keeper` is its page, where there is one.
    """

    RECORDED = (
        *Entry.RECORDED,
        "rung",
        "since_date",
        "since_precision",
        "keeper_name",
        "keeper",
    )

    rung = models.CharField(_("rung"), max_length=12, choices=Rung, blank=True)
    since_date = models.DateField(_("embedded since"), null=True, blank=True)
    since_precision = models.CharField(
        _("precision of the date"),
        max_length=10,
        choices=[(each.value, each.label) for each in PRECISIONS],
        default=Precision.DAY,
        blank=True,
    )
    keeper_name = WordsChar(_("kept by"), max_length=300, blank=True)
    keeper = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="kept_embeddings",
        verbose_name=_("page of its keeper"),
    )

    class Meta:
        verbose_name = _("embedding")
        verbose_name_plural = _("embeddings")

    @classmethod
    def recorded_rows(cls):
        return super().recorded_rows().select_related("keeper")

    def problems(self, evidence):
        found = super().problems(evidence)
        if not self.rung:
            found["rung"] = _("Choose the rung that was reached.")
        if not self.keeper_name.strip():
            found["keeper_name"] = _("Name who keeps it when the plan is over.")
        if self.since_date is None:
            found["since_date"] = _("Say since when. The month or the year is enough.")
        if lies_ahead(self.since_date, self.since_precision or Precision.DAY, self.said_date):
            found["since_date"] = _("This date lies in the future.")
        if not evidence:
            found["evidence"] = _("Add at least one piece of evidence that shows it.")
        return found


class Reversal(Entry):
    """Somebody says that an embedding holds no more. Its `text` is what happened."""

    RECORDED = (*Entry.RECORDED, "to", "lost_date", "lost_precision")

    to = models.ForeignKey(Embedding, on_delete=models.PROTECT, related_name="reversals")
    lost_date = models.DateField(_("lost since"), null=True, blank=True)
    lost_precision = models.CharField(
        _("precision of the date"),
        max_length=10,
        choices=[(each.value, each.label) for each in PRECISIONS],
        default=Precision.DAY,
        blank=True,
    )

    class Meta:
        verbose_name = _("reversal")
        verbose_name_plural = _("reversals")

    @classmethod
    def recorded_rows(cls):
        return super().recorded_rows().select_related("to")

    def problems(self, evidence):
        found = super().problems(evidence)
        if self.lost_date is None:
            found["lost_date"] = _("Say since when. The month or the year is enough.")
        if lies_ahead(self.lost_date, self.lost_precision or Precision.DAY, self.said_date):
            found["lost_date"] = _("This date lies in the future.")
        if not evidence:
            found["evidence"] = _("Add at least one piece of evidence that shows it.")
        return found
