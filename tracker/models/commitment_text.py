from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from ledger.models import Recorded
from tracker.models.commitment import Commitment
from tracker.models.wording import in_page_language


class CommitmentText(Recorded):
    """One version of a commitment's official wording, verbatim. A new wording is a new row."""

    RECORDED = (
        "commitment",
        "number",
        "adopted_date",
        "body_es",
        "body_en",
        "source",
        "reason_es",
        "reason_en",
        "agreed_by",
    )

    commitment = models.ForeignKey(
        Commitment,
        on_delete=models.PROTECT,
        related_name="texts",
        verbose_name=_("commitment"),
    )
    number = models.PositiveSmallIntegerField(_("version"))
    adopted_date = models.DateField(_("adopted"), null=True, blank=True)
    body_es = models.TextField(_("official text in Spanish"), blank=True, max_length=50000)
    body_en = models.TextField(_("official text in English"), blank=True, max_length=50000)
    source = models.URLField(_("source"), max_length=500, blank=True)
    reason_es = models.TextField(_("reason in Spanish"), blank=True, max_length=4000)
    reason_en = models.TextField(_("reason in English"), blank=True, max_length=4000)
    agreed_by = models.ManyToManyField(
        Organisation, blank=True, related_name="agreed_texts", verbose_name=_("agreed by")
    )

    class Meta:
        ordering = ["commitment", "number"]
        verbose_name = _("official text")
        verbose_name_plural = _("official texts")
        constraints = [
            models.UniqueConstraint(
                fields=["commitment", "number"], name="text_one_number_per_commitment"
            ),
        ]

    def __str__(self):
        return _("Version %(number)s") % {"number": self.number}

    def clean(self):
        if not (self.body_es or self.body_en):
            raise ValidationError(_("Give the text in at least one language."))

    @property
    def plan(self):
        return self.commitment.plan

    @property
    def body(self):
        return in_page_language(self, "body")

    @property
    def reason(self):
        return in_page_language(self, "reason")
