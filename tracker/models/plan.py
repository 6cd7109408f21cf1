import datetime as dt
import zoneinfo

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, Side
from ledger.models import Recorded
from tracker.models.wording import in_page_language


class PlanQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Return the plans a person may read: a draft is for its secretariat alone."""
        public = ~Q(status=Plan.Status.DRAFT)
        if not user.is_authenticated:
            return self.filter(public)
        mine = [m.organisation_id for m in user.memberships_on(timezone.now().date())]
        return self.filter(public | Q(secretariat__in=mine))


class Plan(Recorded):
    """An open government action plan: the commitments of one government for two or four years."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        IN_FORCE = "in_force", _("in force")
        ENDED = "ended", _("ended")
        ARCHIVED = "archived", _("archived")

    class Nature(models.TextChoices):
        LIVE = "live", _("live")
        ARCHIVE = "archive", _("documented from public sources")
        EXAMPLE = "example", _("example")

    RECORDED = (
        "slug",
        "number",
        "jurisdiction_es",
        "jurisdiction_en",
        "title_es",
        "title_en",
        "summary_es",
        "summary_en",
        "start_date",
        "end_date",
        "status",
        "nature",
        "timezone",
        "secretariat",
        "government_steward",
        "civil_society_steward",
        "predecessor",
        "official_count",
        "documents",
        "sources",
        "fresh_days",
        "due_days",
        "silent_days",
        "holidays",
    )

    slug = models.SlugField(_("short address"), max_length=70, unique=True)
    number = models.PositiveSmallIntegerField(_("number"))
    jurisdiction_es = models.CharField(_("jurisdiction in Spanish"), max_length=200)
    jurisdiction_en = models.CharField(_("jurisdiction in English"), max_length=200)
    title_es = models.CharField(_("title in Spanish"), max_length=300)
    title_en = models.CharField(_("title in English"), max_length=300)
    summary_es = models.TextField(_("summary in Spanish"), blank=True, max_length=4000)
    summary_en = models.TextField(_("summary in English"), blank=True, max_length=4000)
    start_date = models.DateField(_("first day"))
    end_date = models.DateField(_("last day"))
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.DRAFT)
    nature = models.CharField(_("nature"), max_length=10, choices=Nature, default=Nature.LIVE)
    timezone = models.CharField(_("time zone"), max_length=60, default="America/Mexico_City")
    secretariat = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="kept_plans",
        verbose_name=_("secretariat"),
    )
    # One organisation of each side holds the key of its side when words have to be hidden or erased.
    government_steward = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("steward of government"),
    )
    civil_society_steward = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("steward of civil society"),
    )
    predecessor = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="successors",
        verbose_name=_("plan before"),
    )
    # How many commitments the published plan has, where fewer are known here.
    official_count = models.PositiveSmallIntegerField(
        _("official number of commitments"), null=True, blank=True
    )
    documents = models.JSONField(_("documents"), default=list, blank=True)
    sources = models.JSONField(_("sources"), default=list, blank=True)
    # Days since a side last spoke: up to fresh_days its word is fresh, after due_days an update
    # is due, after silent_days the side is silent (product rule; a plan may set its own).
    fresh_days = models.PositiveSmallIntegerField(_("fresh up to (days)"), default=30)
    due_days = models.PositiveSmallIntegerField(_("update due after (days)"), default=60)
    silent_days = models.PositiveSmallIntegerField(_("silent after (days)"), default=180)
    # Days, as 2026-12-25, on which nobody has to answer; Saturdays and Sundays need not be named.
    holidays = models.JSONField(_("holidays"), default=list, blank=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ["-start_date", "slug"]
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        constraints = [
            models.CheckConstraint(
                condition=Q(end_date__gt=F("start_date")),
                name="plan_ends_after_it_starts",
                violation_error_message=_("The last day must be after the first."),
            ),
            models.CheckConstraint(
                condition=Q(fresh_days__lte=F("due_days"), due_days__lte=F("silent_days")),
                name="plan_thresholds_in_order",
                violation_error_message=_("The days must grow: fresh, update due, silent."),
            ),
        ]

    def __str__(self):
        return self.title

    def clean(self):
        if self.timezone not in zoneinfo.available_timezones():
            raise ValidationError({"timezone": _("There is no such time zone.")})
        try:
            self.free_days()
        except (TypeError, ValueError):
            raise ValidationError(
                {"holidays": _("Write each holiday as year-month-day, for example 2026-12-25.")}
            ) from None
        for side, steward in self.stewards.items():
            if steward is not None and steward.side != side:
                words = _("The steward of a side is an organisation of that side.")
                raise ValidationError({f"{side.value}_steward": words})

    def get_absolute_url(self):
        return reverse("plan", args=[self.slug])

    @property
    def reference(self):
        return self.slug

    @property
    def plan(self):
        return self

    @property
    def chain_key(self):
        """Return the name of the plan's own history chain."""
        return f"plan:{self.slug}"

    @property
    def stewards(self):
        """Return the organisation that holds the key of each side; None where none is named."""
        return {
            Side.GOVERNMENT: self.government_steward,
            Side.CIVIL_SOCIETY: self.civil_society_steward,
        }

    def steward_key(self, side):
        """Return the key of a side's steward without loading it, or None."""
        return getattr(self, f"{side.value}_steward_id")

    @property
    def title(self):
        return in_page_language(self, "title")

    @property
    def is_open(self):
        return self.status == self.Status.IN_FORCE

    @property
    def is_over(self):
        return self.status in (self.Status.ENDED, self.Status.ARCHIVED)

    def day_of(self, moment):
        """Return the calendar day of a moment, where the plan lives."""
        return moment.astimezone(zoneinfo.ZoneInfo(self.timezone)).date()

    def as_of(self, now=None):
        """Return the day at which lateness and silence are measured.

        Today while the plan runs; its last day once it has ended, because nobody owes an update
        to a plan that is over.
        """
        today = self.day_of(now or timezone.now())
        return today if self.is_open else min(today, self.end_date)

    @property
    def period(self):
        return f"{self.start_date.year}–{self.end_date.year}"

    def free_days(self):
        """Return the holidays as dates. Raises ValueError, TypeError for what is none."""
        return frozenset(dt.date.fromisoformat(day) for day in self.holidays)

    def days_left(self, now=None):
        return (self.end_date - self.as_of(now)) // dt.timedelta(days=1)
