import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from tracker.due_dates import Precision
from tracker.models.commitment import Commitment
from tracker.models.meeting import Meeting
from tracker.models.moderated import Moderated
from tracker.models.plan import Plan
from tracker.models.veil import WordsText, WordsURL

# How exactly the day of an agreement can be known: it always has one.
AGREED_PRECISIONS = (Precision.DAY, Precision.MONTH, Precision.QUARTER, Precision.YEAR)


class AgreementQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Return the agreements of the plans that a person may read."""
        return self.filter(meeting__plan__in=Plan.objects.visible_to(user))

    def open(self):
        return self.filter(state=Agreement.State.OPEN)

    def late(self, as_of):
        """Return what should have been done by now, and nobody says was."""
        return self.open().filter(due_date__lt=as_of)

    def with_all(self):
        """Load what a page shows of an agreement, and what its rules ask."""
        return self.select_related(
            "meeting__plan__secretariat",
            "meeting__organisation",
            "owner",
            "commitment__plan",
            "hold",
            "redaction",
        )


class Agreement(Moderated):
    """What a meeting agreed that one organisation does by a day.

    Only that organisation says that it was kept. One that no longer holds is void, with a reason;
    none disappears.
    """

    class State(models.TextChoices):
        OPEN = "open", _("open")
        KEPT = "kept", _("kept")
        VOID = "void", _("void")

    NOUN = "agreements"
    PLAN = "meeting__plan"
    PLACE = ("owner", "commitment__plan", "meeting__organisation")
    REPEATED = {
        "kept_note": ("reason",),
        "reopening_reason": ("reason",),
        "voiding_reason": ("reason",),
    }

    # Its constraints guard against our own mistakes; no form can break them.
    CHECKS_CONSTRAINTS = False

    RECORDED = (
        "meeting",
        "number",
        "text",
        "language",
        "owner",
        "owner_name",
        "due_date",
        "due_precision",
        "commitment",
        "state",
        "agreed_at",
        "kept_date",
        "kept_note",
        "kept_link",
        "kept_language",
        "reopening_reason",
        "voiding_reason",
    )

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="agreements")
    number = models.PositiveSmallIntegerField(_("number"))
    text = WordsText(_("what was agreed"), max_length=4000)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    # Who does it, under the name it had when it was agreed.
    owner = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="agreements",
        verbose_name=_("who does it"),
    )
    owner_name = models.CharField(max_length=300)
    # The last day of the period named, like that of a milestone.
    due_date = models.DateField(_("due"))
    due_precision = models.CharField(
        _("precision of the due date"), max_length=10, choices=Precision
    )
    commitment = models.ForeignKey(
        Commitment,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="agreements",
        verbose_name=_("commitment"),
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    agreed_at = models.DateTimeField()
    kept_date = models.DateField(_("kept on"), null=True, blank=True)
    kept_note = WordsText(_("how it was kept"), max_length=4000, blank=True)
    kept_link = WordsURL(_("link that shows it"), max_length=500, blank=True)
    kept_language = models.CharField(max_length=5, choices=settings.LANGUAGES, blank=True)
    reopening_reason = WordsText(_("why it is not kept after all"), max_length=4000, blank=True)
    voiding_reason = WordsText(_("why it no longer holds"), max_length=4000, blank=True)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "number"]
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "number"], name="agreement_one_number_per_meeting"
            ),
            models.CheckConstraint(
                condition=Q(state="kept", kept_date__isnull=False)
                | (~Q(state="kept") & Q(kept_date__isnull=True)),
                name="agreement_kept_has_its_day",
            ),
        ]
        indexes = [models.Index(fields=["state", "due_date"], name="agreement_by_due_date")]

    def __str__(self):
        return f"{_('Agreement')} {self.number} · {self.owner_name}"

    def get_absolute_url(self):
        return f"{self.meeting.get_absolute_url()}#{self.anchor}"

    @property
    def anchor(self):
        return f"agreement-{self.number}"

    @property
    def plan(self):
        return self.meeting.plan

    @property
    def milestone(self):
        return None

    @property
    def subject(self):
        """Return what it is about: its commitment, or else what the meeting is about."""
        return self.commitment or self.meeting.subject

    @property
    def is_open(self):
        return self.state == self.State.OPEN

    def days_late(self, as_of: dt.date) -> int:
        """Return days past the due period, 0 when on time, kept or void."""
        return max((as_of - self.due_date).days, 0) if self.is_open else 0
