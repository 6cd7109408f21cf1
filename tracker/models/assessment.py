from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tracker.models.entry import Entry
from tracker.models.veil import WordsChar


class IndependentAssessment(Entry):
    """The codes that the IRM gave one commitment in one report. Blank means not coded."""

    class Specificity(models.TextChoices):
        NONE = "none", pgettext_lazy("specificity", "None")
        LOW = "low", _("Low")
        MEDIUM = "medium", _("Medium")
        HIGH = "high", _("High")

    class PotentialImpact(models.TextChoices):
        NONE = "none", pgettext_lazy("potential impact", "None")
        MINOR = "minor", _("Minor")
        MODERATE = "moderate", _("Moderate")
        TRANSFORMATIVE = "transformative", _("Transformative")

    class Ambition(models.TextChoices):
        UNCLEAR = "unclear", _("Unclear")
        MODEST = "modest", _("Modest")
        SUBSTANTIAL = "substantial", _("Substantial")

    class EarlyResults(models.TextChoices):
        NONE = "none", _("None to report yet")
        MARGINAL = "marginal", _("Marginal")
        SIGNIFICANT = "significant", _("Significant")
        OUTSTANDING = "outstanding", _("Outstanding")

    class YesNo(models.TextChoices):
        YES = "yes", _("Yes")
        NO = "no", _("No")

    RECORDED = (
        *Entry.RECORDED,
        "report_title",
        "verifiable",
        "relevance",
        "specificity",
        "potential_impact",
        "ambition",
        "early_results",
    )

    report_title = WordsChar(_("report"), max_length=300, blank=True)
    verifiable = models.CharField(_("verifiable"), max_length=3, choices=YesNo, blank=True)
    relevance = WordsChar(_("relevant to OGP values"), max_length=300, blank=True)
    specificity = models.CharField(_("specificity"), max_length=10, choices=Specificity, blank=True)
    potential_impact = models.CharField(
        _("potential impact"), max_length=15, choices=PotentialImpact, blank=True
    )
    ambition = models.CharField(_("ambition"), max_length=15, choices=Ambition, blank=True)
    early_results = models.CharField(
        _("early results"), max_length=15, choices=EarlyResults, blank=True
    )

    class Meta:
        verbose_name = _("independent assessment")
        verbose_name_plural = _("independent assessments")

    def problems(self, evidence):
        found = super().problems(evidence)
        if not self.report_title.strip():
            found["report_title"] = _("Name the report that gives these codes.")
        return found
