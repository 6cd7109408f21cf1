from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, Side
from tracker.models.commitment import Commitment
from tracker.models.moderated import Moderated
from tracker.models.veil import WordsChar, WordsText


class ClosingDecisionQuerySet(models.QuerySet):
    def standing(self):
        """Return the decisions that no later one replaces: one a commitment."""
        return self.filter(replaced_by__isnull=True)


class ClosingDecision(Moderated):
    """How a commitment leaves its plan, who keeps it then, and what to watch.

    A new decision never overwrites an old one: it `replaces` it.
    """

    class Outcome(models.TextChoices):
        EMBEDDED = "embedded", _("Embedded")
        CARRIED_FORWARD = "carried_forward", _("Carried forward")
        HANDED_OVER = "handed_over", _("Handed to an agency")
        STOPPED = "stopped", _("Stopped")

    # From how many days before a plan's end on it is decided how each commitment leaves.
    DAYS = 90

    NOUN = "closings"
    PLACE = ("organisation", "keeper", "commitment__plan")

    # Its constraints guard against our own mistakes; no form can break them.
    CHECKS_CONSTRAINTS = False

    RECORDED = (
        "commitment",
        "outcome",
        "why",
        "keeper_name",
        "keeper",
        "watch",
        "language",
        "organisation",
        "organisation_name",
        "side",
        "decided_at",
        "replaces",
    )

    commitment = models.ForeignKey(
        Commitment, on_delete=models.PROTECT, related_name="closing_decisions"
    )
    outcome = models.CharField(_("how it leaves the plan"), max_length=15, choices=Outcome)
    # Not called a reason: the history keeps that of a whole entry under the name.
    why = WordsText(_("why it leaves so"), max_length=4000)
    # Who keeps it, as it was written; and its page, where it has one.
    keeper_name = WordsChar(_("kept by"), max_length=300, blank=True)
    keeper = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="kept_commitments",
        verbose_name=_("page of its keeper"),
    )
    watch = WordsText(_("what to watch"), blank=True, max_length=4000)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="closing_decisions"
    )
    organisation_name = models.CharField(max_length=300)
    side = models.CharField(max_length=20, choices=Side)
    decided_at = models.DateTimeField()
    replaces = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
        verbose_name=_("decision before"),
    )

    objects = ClosingDecisionQuerySet.as_manager()

    class Meta:
        ordering = ["decided_at", "pk"]
        verbose_name = _("closing decision")
        verbose_name_plural = _("closing decisions")
        constraints = [
            models.UniqueConstraint(
                fields=["commitment"],
                condition=Q(replaces__isnull=True),
                name="closing_one_first_decision",
            ),
        ]

    milestone = None

    def __str__(self):
        return f"{self.get_outcome_display()} · {self.commitment}"

    def get_absolute_url(self):
        return reverse("closing_decision", args=[self.uid])

    @property
    def plan(self):
        return self.commitment.plan

    def problems(self):
        """Return `{field: sentence}` of what a decision misses."""
        found = {}
        if not self.outcome:
            found["outcome"] = _("Choose how the commitment leaves the plan.")
        if not self.why.strip():
            found["why"] = _("Give the reason. It is published.")
        if self.outcome and self.outcome != self.Outcome.STOPPED and not self.keeper_name.strip():
            found["keeper_name"] = _("Name who keeps it when the plan is over.")
        return found
