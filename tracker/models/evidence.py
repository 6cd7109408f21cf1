from django.db import models
from django.utils.translation import gettext_lazy as _

from ledger.models.recorded import written
from tracker.models.entry import Entry
from tracker.models.veil import Veiled, WordsChar, WordsURL


class Evidence(Veiled, models.Model):
    """A link that an entry points to. It is published, and recorded, with its entry."""

    class Relation(models.TextChoices):
        SUPPORTS = "supports", _("supports")
        CONTRADICTS = "contradicts", _("contradicts")

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="evidence")
    position = models.PositiveSmallIntegerField()
    title = WordsChar(_("what it shows"), max_length=300)
    url = WordsURL(_("web address"), max_length=1000)
    fact_date = models.DateField(_("date of the fact"), null=True, blank=True)
    relation = models.CharField(
        _("relation"), max_length=12, choices=Relation, default=Relation.SUPPORTS
    )

    class Meta:
        ordering = ["entry", "position"]
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        constraints = [
            models.UniqueConstraint(fields=["entry", "position"], name="evidence_one_per_position"),
        ]

    def __str__(self):
        return self.title

    def as_recorded(self):
        """Return the piece as the history writes it inside its entry."""
        names = ("title", "url", "fact_date", "relation")
        return {name: written(getattr(self, name)) for name in names}
