from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ledger.models import Recorded
from tracker.models.commitment import Commitment
from tracker.models.wording import in_page_language


class Lineage(Recorded):
    """A commitment goes on in another, usually of a later plan."""

    class Kind(models.TextChoices):
        CONTINUED = "continued", _("continued")
        EXPANDED = "expanded", _("expanded")
        NARROWED = "narrowed", _("narrowed")
        SPLIT = "split", _("split")
        MERGED = "merged", _("merged")
        REPLACED = "replaced", _("replaced")
        DROPPED = "dropped", _("dropped")
        # For what is only known from outside: the same subject, no formal carry-over found.
        THEMATIC = "thematic", _("same subject, no formal link found")

    RECORDED = ("earlier", "later", "kind", "note_es", "note_en", "source")

    earlier = models.ForeignKey(
        Commitment,
        on_delete=models.PROTECT,
        related_name="continuations",
        verbose_name=_("earlier"),
    )
    later = models.ForeignKey(
        Commitment,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="origins",
        verbose_name=_("later"),
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    note_es = models.TextField(_("note in Spanish"), blank=True, max_length=2000)
    note_en = models.TextField(_("note in English"), blank=True, max_length=2000)
    source = models.URLField(_("source"), max_length=500, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("lineage")
        verbose_name_plural = _("lineage")
        constraints = [
            models.UniqueConstraint(fields=["earlier", "later"], name="lineage_one_link_per_pair"),
            models.CheckConstraint(
                condition=Q(later__isnull=True) | ~Q(later=F("earlier")),
                name="lineage_joins_two_commitments",
                violation_error_message=_("A commitment cannot continue in itself."),
            ),
            models.CheckConstraint(
                condition=Q(later__isnull=False) | Q(kind="dropped"),
                name="lineage_without_successor_is_dropped",
                violation_error_message=_("Name the later commitment, or say that it was dropped."),
            ),
        ]

    def __str__(self):
        return f"{self.earlier} → {self.later or self.get_kind_display()}"

    @property
    def commitment(self):
        return self.earlier

    @property
    def plan(self):
        return self.earlier.plan

    @property
    def note(self):
        return in_page_language(self, "note")
