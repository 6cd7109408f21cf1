from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ledger.models import Recorded
from tracker.models.plan import Plan
from tracker.models.theme import Theme
from tracker.models.wording import in_page_language


class Commitment(Recorded):
    """One promise of a plan, agreed by both sides."""

    class State(models.TextChoices):
        IN_FORCE = "in_force", _("in force")
        PAUSED = "paused", _("paused")
        WITHDRAWN = "withdrawn", _("withdrawn")
        SUPERSEDED = "superseded", _("superseded")

    # Still worked on: neither withdrawn nor superseded.
    OPEN = (State.IN_FORCE, State.PAUSED)

    class Ambition(models.TextChoices):
        """At adoption: *potential impact* in plans to 2019, *ambition* in plans from 2020 (OGP)."""

        MINOR = "minor", _("minor potential impact")
        MODERATE = "moderate", _("moderate potential impact")
        TRANSFORMATIVE = "transformative", _("transformative potential impact")
        UNCLEAR = "unclear", _("unclear ambition")
        MODEST = "modest", _("modest ambition")
        SUBSTANTIAL = "substantial", _("substantial ambition")

    OGP_VALUES = {
        "access_to_information": _("access to information"),
        "civic_participation": _("civic participation"),
        "public_accountability": _("public accountability"),
        "technology": _("technology and innovation"),
    }

    RECORDED = (
        "plan",
        "number",
        "ogp_id",
        "title_es",
        "title_en",
        "problem_es",
        "problem_en",
        "objective_es",
        "objective_en",
        "result_es",
        "result_en",
        "theme",
        "ogp_values",
        "policy_areas",
        "ambition",
        "is_proactive",
        "note_es",
        "note_en",
        "sources",
        "state",
        "state_reason",
        "state_date",
    )

    plan = models.ForeignKey(
        Plan, on_delete=models.PROTECT, related_name="commitments", verbose_name=_("plan")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    ogp_id = models.CharField(_("OGP id"), max_length=20, blank=True)
    title_es = models.CharField(_("title in Spanish"), max_length=400)
    title_en = models.CharField(_("title in English"), max_length=400)
    problem_es = models.TextField(_("problem in Spanish"), blank=True, max_length=10000)
    problem_en = models.TextField(_("problem in English"), blank=True, max_length=10000)
    objective_es = models.TextField(_("objective in Spanish"), blank=True, max_length=10000)
    objective_en = models.TextField(_("objective in English"), blank=True, max_length=10000)
    result_es = models.TextField(_("expected result in Spanish"), blank=True, max_length=10000)
    result_en = models.TextField(_("expected result in English"), blank=True, max_length=10000)
    theme = models.ForeignKey(
        Theme,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="commitments",
        verbose_name=_("theme"),
    )
    ogp_values = models.JSONField(_("OGP values"), default=list, blank=True)
    policy_areas = models.JSONField(_("policy areas"), default=list, blank=True)
    ambition = models.CharField(
        _("ambition at adoption"), max_length=15, choices=Ambition, blank=True
    )
    is_proactive = models.BooleanField(_("proactive, not co-created"), default=False)
    # What was inferred and on what basis, where the record was made from public sources.
    note_es = models.TextField(_("note in Spanish"), blank=True, max_length=4000)
    note_en = models.TextField(_("note in English"), blank=True, max_length=4000)
    sources = models.JSONField(_("sources"), default=list, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.IN_FORCE)
    state_reason = models.TextField(_("reason of the state"), blank=True, max_length=4000)
    state_date = models.DateField(_("date of the state"), null=True, blank=True)

    class Meta:
        ordering = ["plan", "number"]
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "number"],
                name="commitment_one_number_per_plan",
                violation_error_message=_("This plan already has a commitment with this number."),
            ),
            models.UniqueConstraint(
                fields=["ogp_id"],
                condition=~Q(ogp_id=""),
                name="commitment_one_ogp_id",
                violation_error_message=_("Another commitment already has this OGP id."),
            ),
            models.CheckConstraint(
                condition=Q(state="in_force") | Q(state_date__isnull=False),
                name="commitment_state_has_date",
                violation_error_message=_("Give the date of this state."),
            ),
        ]

    def __str__(self):
        return f"{self.number}. {self.title}"

    def clean(self):
        unknown = set(self.ogp_values) - set(self.OGP_VALUES)
        if unknown:
            raise ValidationError({"ogp_values": _("Unknown OGP value.")})
        if self.theme_id and self.theme.plan_id != self.plan_id:
            raise ValidationError({"theme": _("This theme belongs to another plan.")})

    def get_absolute_url(self):
        return reverse("commitment", args=[self.plan.slug, self.number])

    @property
    def commitment(self):
        """Return itself: what is said about a commitment or a milestone has one address rule."""
        return self

    @property
    def title(self):
        return in_page_language(self, "title")

    @property
    def table(self):
        """Return every seat with its organisation; a page that loaded them asks no second time."""
        if "seats" not in getattr(self, "_prefetched_objects_cache", {}):
            return list(self.seats.select_related("organisation").order_by("pk"))
        return list(self.seats.all())

    @property
    def owners(self):
        """Return who owns its milestones; a page that loaded them asks no second time."""
        if "milestones" in getattr(self, "_prefetched_objects_cache", {}):
            milestones = self.milestones.all()
        else:
            milestones = self.milestones.select_related("owner").order_by("number")
        return list(dict.fromkeys(m.owner for m in milestones if m.owner))

    @property
    def is_open(self):
        """Return whether anybody may still report on it."""
        return self.state in self.OPEN
