from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, Side
from tracker.models.commitment import Commitment
from tracker.models.moderated import Moderated
from tracker.models.plan import Plan
from tracker.models.veil import WordsChar, WordsText, WordsURL


class MeetingQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Return the meetings of the plans that a person may read."""
        return self.filter(plan__in=Plan.objects.visible_to(user))

    def called(self):
        """Return what is to come, or took place and has no minutes yet."""
        return self.filter(state=Meeting.State.CALLED)

    def with_all(self):
        """Load what a page shows of a meeting, and what its rules ask."""
        return self.select_related(
            "plan__secretariat", "organisation", "hold", "redaction"
        ).prefetch_related("commitments__plan", "present")


class Meeting(Moderated):
    """Organisations met, or will: at the tables of some commitments, or as the plan's forum.

    Of no commitment: it is the forum's. `present` names bodies, never persons. Minutes that are
    corrected keep their earlier words in the history.
    """

    class State(models.TextChoices):
        CALLED = "called", _("called")
        HELD = "held", _("held")
        CANCELLED = "cancelled", _("cancelled")

    NOUN = "meetings"
    PLAN = "plan"
    PLACE = ("organisation",)
    REPEATED = {"correcting_reason": ("reason",), "cancelling_reason": ("reason",)}

    # Its constraints guard against our own mistakes; no form can break them.
    CHECKS_CONSTRAINTS = False

    RECORDED = (
        "plan",
        "commitments",
        "title",
        "language",
        "date",
        "time",
        "place",
        "link",
        "agenda",
        "organisation",
        "organisation_name",
        "side",
        "state",
        "called_at",
        "present",
        "minutes",
        "minutes_language",
        "minutes_link",
        "minutes_name",
        "minutes_at",
        "correcting_reason",
        "cancelling_reason",
        "cancelled_at",
    )

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="meetings")
    commitments = models.ManyToManyField(
        Commitment, blank=True, related_name="meetings", verbose_name=_("commitments")
    )
    title = WordsChar(_("title"), max_length=300)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    date = models.DateField(_("date"))
    # On the clock of the plan.
    time = models.TimeField(_("time"), null=True, blank=True)
    place = WordsChar(_("place"), max_length=300, blank=True)
    link = WordsURL(_("link to take part"), max_length=500, blank=True)
    agenda = WordsText(_("agenda"), max_length=10000, blank=True)
    # Whoever called it, under the name it had then.
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="called_meetings"
    )
    organisation_name = models.CharField(max_length=300)
    side = models.CharField(max_length=20, choices=Side)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.CALLED)
    called_at = models.DateTimeField()
    present = models.ManyToManyField(
        Organisation, blank=True, related_name="meetings", verbose_name=_("present")
    )
    minutes = WordsText(_("minutes"), max_length=50000, blank=True)
    minutes_language = models.CharField(
        _("language of the minutes"), max_length=5, choices=settings.LANGUAGES, blank=True
    )
    minutes_link = WordsURL(_("link to the minutes"), max_length=500, blank=True)
    minutes_name = models.CharField(_("minutes by"), max_length=300, blank=True)
    minutes_at = models.DateTimeField(null=True, blank=True)
    correcting_reason = WordsText(_("why the minutes were corrected"), max_length=4000, blank=True)
    cancelling_reason = WordsText(_("why it was cancelled"), max_length=4000, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-date", "-pk"]
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        constraints = [
            models.CheckConstraint(
                condition=Q(state="held", minutes_at__isnull=False)
                | (~Q(state="held") & Q(minutes_at__isnull=True)),
                name="meeting_held_once_it_has_minutes",
            ),
            models.CheckConstraint(
                condition=Q(state="cancelled", cancelled_at__isnull=False)
                | (~Q(state="cancelled") & Q(cancelled_at__isnull=True)),
                name="meeting_cancelled_has_its_time",
            ),
        ]
        indexes = [models.Index(fields=["plan", "state", "date"], name="meeting_by_date")]

    def __str__(self):
        return self.title or str(_("meeting"))

    def get_absolute_url(self):
        return reverse("meeting", args=[self.uid])

    @property
    def tables(self):
        """Return the commitments at whose tables it is, by number; none for the forum."""
        return sorted(self.commitments.all(), key=lambda commitment: commitment.number)

    @property
    def commitment(self):
        """Return its one commitment, or None: a forum's has none, others have several."""
        tables = self.tables
        return tables[0] if len(tables) == 1 else None

    @property
    def milestone(self):
        return None

    @property
    def subject(self):
        """Return what it is about: its one commitment, or the plan."""
        return self.commitment or self.plan

    @property
    def is_called(self):
        return self.state == self.State.CALLED

    @property
    def has_minutes(self):
        return self.state == self.State.HELD

    def lacks_minutes(self, as_of):
        """Return whether its day has passed and nobody said what was agreed."""
        return self.is_called and self.date < as_of
