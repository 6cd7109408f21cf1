from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, Side
from tracker.models.agreement import Agreement
from tracker.models.milestone import Milestone
from tracker.models.moderated import Moderated
from tracker.models.plan import Plan
from tracker.models.veil import WordsText


class DependencyQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Return the dependencies within the plans that a person may read."""
        return self.filter(milestone__commitment__plan__in=Plan.objects.visible_to(user))

    def standing(self):
        """Return those that were not withdrawn."""
        return self.filter(state=Dependency.State.STANDING)

    def with_all(self):
        """Load what a page shows of a dependency, and what its rules ask."""
        return self.select_related(
            "organisation",
            "milestone__commitment__plan__secretariat",
            "milestone__owner",
            "on_milestone__commitment__plan",
            "on_milestone__owner",
            "on_milestone__status",
            "on_agreement__meeting__plan",
            "on_agreement__owner",
            "hold",
            "redaction",
        )


class Dependency(Moderated):
    """A milestone cannot be finished before something else is: a milestone, or an agreement.

    What it waits for may be late, and then explains why the milestone is: that is derived.
    """

    class State(models.TextChoices):
        STANDING = "standing", _("standing")
        WITHDRAWN = "withdrawn", _("withdrawn")

    NOUN = "dependencies"
    PLAN = "milestone__commitment__plan"
    PLACE = ("organisation", "milestone__commitment__plan")
    REPEATED = {"withdrawal_reason": ("reason",)}

    # Its constraints guard against our own mistakes; no form can break them.
    CHECKS_CONSTRAINTS = False

    RECORDED = (
        "milestone",
        "on_milestone",
        "on_agreement",
        "text",
        "language",
        "organisation",
        "organisation_name",
        "side",
        "state",
        "declared_at",
        "withdrawal_reason",
        "withdrawn_at",
    )

    milestone = models.ForeignKey(
        Milestone, on_delete=models.PROTECT, related_name="waits_for", verbose_name=_("milestone")
    )
    on_milestone = models.ForeignKey(
        Milestone,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="awaited_by",
        verbose_name=_("waits for the milestone"),
    )
    on_agreement = models.ForeignKey(
        Agreement,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="awaited_by",
        verbose_name=_("waits for the agreement"),
    )
    # Why, in the words of whoever declared it.
    text = WordsText(_("why it waits"), max_length=1000)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="declared_dependencies"
    )
    organisation_name = models.CharField(max_length=300)
    side = models.CharField(max_length=20, choices=Side)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.STANDING)
    declared_at = models.DateTimeField()
    withdrawal_reason = WordsText(_("reason of the withdrawal"), max_length=4000, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = DependencyQuerySet.as_manager()

    class Meta:
        ordering = ["declared_at", "pk"]
        verbose_name = _("dependency")
        verbose_name_plural = _("dependencies")
        constraints = [
            models.CheckConstraint(
                condition=Q(on_milestone__isnull=False, on_agreement__isnull=True)
                | Q(on_milestone__isnull=True, on_agreement__isnull=False),
                name="dependency_waits_for_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(on_milestone__isnull=True) | ~Q(on_milestone=F("milestone")),
                name="dependency_not_on_itself",
            ),
            models.UniqueConstraint(
                fields=["milestone", "on_milestone"],
                condition=Q(state="standing", on_milestone__isnull=False),
                name="dependency_once_on_a_milestone",
            ),
            models.UniqueConstraint(
                fields=["milestone", "on_agreement"],
                condition=Q(state="standing", on_agreement__isnull=False),
                name="dependency_once_on_an_agreement",
            ),
        ]

    def __str__(self):
        return f"{self.milestone.label} ← {self.on}"

    def get_absolute_url(self):
        return f"{self.milestone.get_absolute_url()}#{self.anchor}"

    @property
    def anchor(self):
        return f"wait-{self.uid}"

    @property
    def commitment(self):
        return self.milestone.commitment

    @property
    def plan(self):
        return self.commitment.plan

    @property
    def on(self):
        """Return what the milestone waits for."""
        return self.on_milestone or self.on_agreement

    @property
    def is_standing(self):
        return self.state == self.State.STANDING
