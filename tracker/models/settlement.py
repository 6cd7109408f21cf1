from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from tracker.models.moderated import Moderated
from tracker.models.observation import Observation
from tracker.models.response import Response
from tracker.models.veil import WordsText


class SettlementQuerySet(models.QuerySet):
    def standing(self):
        """Return the words that were not taken back."""
        return self.exclude(state=Settlement.State.WITHDRAWN)

    def escalated(self):
        """Return the questions that wait for the forum's note."""
        return self.filter(state=Settlement.State.ESCALATED)

    def with_all(self):
        """Load what a page shows of a settlement, and what its rules ask."""
        return self.select_related(
            "organisation",
            "response",
            "hold",
            "redaction",
            "observation__organisation",
            "observation__commitment__plan__secretariat",
            "observation__milestone__commitment__plan",
            "observation__milestone__owner",
        )


class Settlement(Moderated):
    """What whoever observed says of the answer that came, or of its absence, and what followed.

    Not an entry: it carries no verdict and changes none. `response` is None when nobody had
    answered. The plan's secretariat closes with a note what was brought to the forum.
    """

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted", _("Accepted")
        NOT_RESOLVED = "not_resolved", _("Not resolved")

    class State(models.TextChoices):
        STANDING = "standing", _("standing")
        ESCALATED = "escalated", _("brought to the forum")
        CLOSED = "closed", _("closed by the forum")
        WITHDRAWN = "withdrawn", _("taken back")

    NOUN = "settlements"
    PLAN = "observation__commitment__plan"
    PLACE = ("organisation", "observation__milestone__commitment__plan")
    REPEATED = {
        "escalation_reason": ("reason",),
        "closing_note": ("reason",),
        "withdrawal_reason": ("reason",),
    }

    # Its constraints guard against our own mistakes; no form can break them.
    CHECKS_CONSTRAINTS = False

    RECORDED = (
        "observation",
        "response",
        "organisation",
        "organisation_name",
        "outcome",
        "state",
        "language",
        "remark",
        "settled_at",
        "escalation_reason",
        "escalated_at",
        "forum_name",
        "closing_note",
        "closing_language",
        "closed_at",
        "withdrawal_reason",
        "withdrawn_at",
    )

    observation = models.ForeignKey(
        Observation, on_delete=models.PROTECT, related_name="settlements"
    )
    response = models.ForeignKey(
        Response, on_delete=models.PROTECT, null=True, blank=True, related_name="settlements"
    )
    # Of the observation, under the name it had when it gave its word.
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="settlements"
    )
    organisation_name = models.CharField(max_length=300)
    outcome = models.CharField(_("word on the answer"), max_length=15, choices=Outcome)
    state = models.CharField(max_length=10, choices=State, default=State.STANDING)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    # Not called a reason: the history keeps that of a whole entry under the name.
    remark = WordsText(_("remark on the answer"), blank=True, max_length=4000)
    settled_at = models.DateTimeField()
    escalation_reason = WordsText(_("why it is brought to the forum"), blank=True, max_length=4000)
    escalated_at = models.DateTimeField(null=True, blank=True)
    forum_name = models.CharField(_("forum"), max_length=300, blank=True)
    closing_note = WordsText(_("note of the forum"), blank=True, max_length=4000)
    closing_language = models.CharField(max_length=5, choices=settings.LANGUAGES, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    withdrawal_reason = WordsText(blank=True, max_length=4000)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = SettlementQuerySet.as_manager()

    class Meta:
        ordering = ["settled_at", "pk"]
        verbose_name = _("word on an answer")
        verbose_name_plural = _("words on answers")
        constraints = [
            # One word on one answer; one on its absence.
            models.UniqueConstraint(
                fields=["response"],
                condition=~Q(state="withdrawn"),
                name="settlement_one_of_a_response",
            ),
            models.UniqueConstraint(
                fields=["observation"],
                condition=Q(response__isnull=True) & ~Q(state="withdrawn"),
                name="settlement_one_of_a_silence",
            ),
            models.CheckConstraint(
                condition=Q(outcome="not_resolved")
                | (Q(outcome="accepted", response__isnull=False, escalated_at__isnull=True)),
                name="settlement_accepts_an_answer",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="not_resolved") | ~Q(remark="") | Q(redaction__isnull=False),
                name="settlement_not_resolved_has_remark",
            ),
            models.CheckConstraint(
                condition=~Q(state="closed")
                | (Q(closed_at__isnull=False) & (~Q(closing_note="") | Q(redaction__isnull=False))),
                name="settlement_closed_has_note",
            ),
        ]

    def __str__(self):
        return f"{self.get_outcome_display()} · {self.organisation_name}"

    def get_absolute_url(self):
        return f"{self.observation.get_absolute_url()}#{self.anchor}"

    @property
    def anchor(self):
        return f"word-{self.uid}"

    @property
    def commitment(self):
        return self.observation.commitment

    @property
    def milestone(self):
        return self.observation.milestone

    @property
    def plan(self):
        return self.observation.plan

    @property
    def is_open(self):
        """Return whether it waits for the forum."""
        return self.state == self.State.ESCALATED

    @property
    def is_withdrawn(self):
        return self.state == self.State.WITHDRAWN
