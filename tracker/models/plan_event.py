from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from ledger.models import Recorded
from tracker.due_dates import Precision
from tracker.models.commitment import Commitment
from tracker.models.plan import Plan
from tracker.models.wording import in_page_language


class PlanEvent(Recorded):
    """A dated fact about a plan that a public source tells. Not a statement of either side."""

    class Type(models.TextChoices):
        PLAN = "plan", _("plan")
        GOVERNANCE = "governance", _("governance")
        CO_CREATION = "co_creation", _("co-creation")
        MEETING = "meeting", _("meeting")
        CHECKPOINT = "checkpoint", _("checkpoint")
        CLAIM = "claim", _("claim about the plan")
        PUBLICATION = "publication", _("publication")
        OBSERVATION = "observation", _("observation")
        MILESTONE = "milestone", _("milestone")
        RIPPLE_EFFECT = "ripple_effect", _("ripple")
        OBSTACLE = "obstacle", _("obstacle")
        LEGAL_CHANGE = "legal_change", _("change of law")
        AMENDMENT = "amendment", _("amendment")
        RESPONSE_POLICY = "response_policy", _("OGP response policy")

    RECORDED = (
        "plan",
        "commitments",
        "organisations",
        "date",
        "date_precision",
        "type",
        "title_es",
        "title_en",
        "description_es",
        "description_en",
        "basis_es",
        "basis_en",
        "source",
    )

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="events")
    commitments = models.ManyToManyField(Commitment, blank=True, related_name="events")
    organisations = models.ManyToManyField(Organisation, blank=True, related_name="events")
    # The last day of the period named, like a due date.
    date = models.DateField(_("date"))
    date_precision = models.CharField(max_length=10, choices=Precision)
    type = models.CharField(_("type"), max_length=20, choices=Type)
    title_es = models.CharField(_("title in Spanish"), max_length=400)
    title_en = models.CharField(_("title in English"), max_length=400)
    description_es = models.TextField(_("description in Spanish"), blank=True, max_length=4000)
    description_en = models.TextField(_("description in English"), blank=True, max_length=4000)
    basis_es = models.TextField(blank=True, max_length=2000)
    basis_en = models.TextField(blank=True, max_length=2000)
    source = models.URLField(_("source"), max_length=500)

    class Meta:
        ordering = ["date", "pk"]
        verbose_name = _("dated fact")
        verbose_name_plural = _("dated facts")

    def __str__(self):
        return self.title

    @property
    def title(self):
        return in_page_language(self, "title")

    @property
    def description(self):
        return in_page_language(self, "description")

    @property
    def basis(self):
        return in_page_language(self, "basis")
