import datetime as dt

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from ledger.models import Recorded
from tracker.due_dates import UNDATED, Precision, period_end
from tracker.models.commitment import Commitment
from tracker.models.wording import in_page_language


class MilestoneQuerySet(models.QuerySet):
    """Derived facts as filters. `as_of` is the plan's own day (see `Plan.as_of`)."""

    def expected(self):
        """Leave out what nobody owes any more."""
        return self.filter(commitment__state=Commitment.State.IN_FORCE)

    def overdue(self, as_of):
        """Return what is past the last day of its due period and not reported complete."""
        return self.expected().filter(due_date__lt=as_of, status__done_date__isnull=True)

    def unexplained(self, as_of):
        """Return what is long overdue without an obstacle that explains it."""
        late = self.overdue(as_of - dt.timedelta(days=Milestone.UNEXPLAINED_AFTER))
        return late.filter(commitment__plan__status="in_force").without_obstacle()

    def with_obstacle(self):
        """Add whether an open, public obstacle blocks it, or its whole commitment."""
        obstacles = self.model._meta.get_field("obstacles").related_model.objects
        blocking = obstacles.open().blocking(OuterRef("pk"), OuterRef("commitment"))
        return self.annotate(has_obstacle=Exists(blocking))

    def without_obstacle(self):
        return self.with_obstacle().filter(has_obstacle=False)

    def slipped(self):
        """Return what is now due later than first agreed."""
        return self.filter(due_date__gt=F("original_due_date"))


class Milestone(Recorded):
    """A step of a commitment with a deliverable, an owner and a date.

    The owner is an agency or a civil society organisation. `original_due_date` is written once;
    a later date never replaces it.
    """

    # Days overdue beyond which a milestone without an open obstacle has no reason recorded.
    UNEXPLAINED_AFTER = 30

    RECORDED = (
        "commitment",
        "number",
        "title_es",
        "title_en",
        "deliverable_es",
        "deliverable_en",
        "verification_es",
        "verification_en",
        "owner",
        "start_date",
        "due_date",
        "due_precision",
        "original_due_date",
        "original_due_precision",
        "source",
    )

    commitment = models.ForeignKey(
        Commitment,
        on_delete=models.PROTECT,
        related_name="milestones",
        verbose_name=_("commitment"),
    )
    number = models.PositiveSmallIntegerField(_("number"))
    title_es = models.CharField(_("title in Spanish"), max_length=400)
    title_en = models.CharField(_("title in English"), max_length=400)
    deliverable_es = models.TextField(_("deliverable in Spanish"), blank=True, max_length=4000)
    deliverable_en = models.TextField(_("deliverable in English"), blank=True, max_length=4000)
    verification_es = models.TextField(
        _("means of verification in Spanish"), blank=True, max_length=4000
    )
    verification_en = models.TextField(
        _("means of verification in English"), blank=True, max_length=4000
    )
    owner = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="owned_milestones",
        verbose_name=_("owner"),
    )
    start_date = models.DateField(_("start"), null=True, blank=True)
    # The last day of the period named; empty when ongoing or when no date was given.
    due_date = models.DateField(_("due"), null=True, blank=True)
    due_precision = models.CharField(
        _("precision of the due date"), max_length=10, choices=Precision
    )
    original_due_date = models.DateField(_("due originally"), null=True, blank=True, editable=False)
    original_due_precision = models.CharField(
        _("precision of the original date"), max_length=10, choices=Precision, editable=False
    )
    source = models.URLField(_("source"), max_length=500, blank=True)

    # Added by `with_obstacle`.
    has_obstacle: bool

    objects = MilestoneQuerySet.as_manager()

    class Meta:
        ordering = ["commitment", "number"]
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        constraints = [
            models.UniqueConstraint(
                fields=["commitment", "number"],
                name="milestone_one_number_per_commitment",
                violation_error_message=_(
                    "This commitment already has a milestone with this number."
                ),
            ),
            models.CheckConstraint(
                condition=Q(due_date__isnull=True, due_precision__in=sorted(UNDATED))
                | (Q(due_date__isnull=False) & ~Q(due_precision__in=sorted(UNDATED))),
                name="milestone_due_date_fits_precision",
                violation_error_message=_("Give a due date, or say that it is ongoing or unknown."),
            ),
            models.CheckConstraint(
                condition=Q(
                    original_due_date__isnull=True, original_due_precision__in=sorted(UNDATED)
                )
                | (
                    Q(original_due_date__isnull=False)
                    & ~Q(original_due_precision__in=sorted(UNDATED))
                ),
                name="milestone_original_date_fits_precision",
            ),
            models.CheckConstraint(
                condition=Q(start_date__isnull=True)
                | Q(due_date__isnull=True)
                | Q(due_date__gte=F("start_date")),
                name="milestone_due_after_start",
                violation_error_message=_("The due date cannot be before the start."),
            ),
        ]
        indexes = [models.Index(fields=["due_date"], name="milestone_by_due_date")]

    def __str__(self):
        return f"{self.label} {self.title}"

    def clean(self):
        try:
            self.due_date = period_end(self.due_date, self.due_precision)
        except ValueError:
            raise ValidationError(
                {"due_date": _("Give a due date, or say that it is ongoing or unknown.")}
            ) from None

    def get_absolute_url(self):
        commitment = self.commitment
        return reverse("milestone", args=[commitment.plan.slug, commitment.number, self.number])

    @property
    def joint_note_url(self):
        """Return the page of the texts that both sides agreed on."""
        commitment = self.commitment
        return reverse("joint_note", args=[commitment.plan.slug, commitment.number, self.number])

    @property
    def plan(self):
        return self.commitment.plan

    @property
    def label(self):
        """Return the number a reader sees: commitment dot milestone."""
        return f"{self.commitment.number}.{self.number}"

    @property
    def title(self):
        return in_page_language(self, "title")

    @property
    def is_slipped(self):
        return bool(
            self.due_date and self.original_due_date and self.due_date > self.original_due_date
        )

    def days_overdue(self, as_of):
        """Return days past the due period, 0 when on time, undated, done or no longer owed."""
        owed = self.commitment.state == Commitment.State.IN_FORCE
        if not owed or self.due_date is None or self.status.done_date:
            return 0
        return max((as_of - self.due_date).days, 0)

    def is_unexplained(self, as_of):
        """Return whether it is long overdue while no open obstacle blocks it (`with_obstacle`)."""
        late = self.days_overdue(as_of) > self.UNEXPLAINED_AFTER
        return late and self.plan.is_open and not getattr(self, "has_obstacle", True)

    def time_elapsed(self, as_of):
        """Return `(days gone, days in all)` from start to due date, or None without both dates.

        This is what the calendar alone would expect; it says nothing of the work.
        """
        if not (self.start_date and self.due_date):
            return None
        whole = (self.due_date - self.start_date).days
        return min(max((as_of - self.start_date).days, 0), whole), whole
