import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, Side
from tracker.grounds import Ground
from tracker.models.decision import Decision


class RedactionQuerySet(models.QuerySet):
    def waiting(self, now):
        """Return what still waits for the second key."""
        return self.filter(state=Redaction.State.ASKED, lapses_at__gt=now)

    def to_purge(self):
        """Return what was erased from the rows and not yet from the files of the database."""
        return self.filter(state=Redaction.State.CONFIRMED, purged_at__isnull=True)


class Redaction(Decision):
    """Published words that are to go for good: one side asks, the other confirms.

    The one decision that takes something out of the record. That it was taken, on what ground and
    by which two organisations stays.
    """

    WAITS = dt.timedelta(days=14)

    class State(models.TextChoices):
        ASKED = "asked", _("asked")
        CONFIRMED = "confirmed", _("confirmed")
        REFUSED = "refused", _("refused")

    RECORDED = (
        "entry_version",
        "fields",
        "ground",
        "explanation",
        "organisation",
        "organisation_name",
        "side",
        "asked_at",
        "lapses_at",
        "state",
        "answered_organisation",
        "answered_name",
        "answered_side",
        "answered_at",
        "answer",
    )

    # What the first key read; the second must read the same.
    entry_version = models.PositiveIntegerField(_("version of what was read"))
    # Names of columns, `evidence` for all its pieces, `reason` as the history keeps it.
    fields = models.JSONField(_("words to erase"))
    ground = models.CharField(_("ground"), max_length=20, choices=Ground)
    # Public. Not `reason`: under that name the history keeps why a change was made.
    explanation = models.TextField(_("reason"), max_length=2000)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    organisation_name = models.CharField(_("organisation"), max_length=300)
    side = models.CharField(_("side"), max_length=20, choices=Side)
    asked_at = models.DateTimeField(_("asked at"))
    lapses_at = models.DateTimeField(_("lapses at"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.ASKED)
    answered_person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    answered_organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("organisation that answered"),
    )
    answered_name = models.CharField(_("answered by"), max_length=300, blank=True)
    answered_side = models.CharField(
        _("side that answered"), max_length=20, choices=Side, blank=True
    )
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answer = models.TextField(_("reason of the refusal"), blank=True, max_length=2000)
    # When the bytes were gone from the files too. Not in the history: no reader can see it.
    purged_at = models.DateTimeField(null=True, blank=True)

    objects = RedactionQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("erasure")
        verbose_name_plural = _("erasures")
        indexes = [models.Index(fields=["about_uid"], name="redaction_by_words")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="asked", answered_at__isnull=True)
                | (~Q(state="asked") & Q(answered_at__isnull=False)),
                name="redaction_answered_has_time",
            ),
            models.CheckConstraint(
                condition=Q(answered_side="") | ~Q(answered_side=F("side")),
                name="redaction_answered_by_the_other_side",
            ),
            models.CheckConstraint(
                condition=Q(answered_person__isnull=True) | ~Q(answered_person=F("person")),
                name="redaction_answered_by_another_person",
            ),
        ]

    def __str__(self):
        return f"{self.organisation_name} · {self.asked_at:%Y-%m-%d}"

    def says(self, confirmed, reason):
        """Return whether it was answered with just this."""
        if confirmed:
            return self.state == self.State.CONFIRMED
        return self.state == self.State.REFUSED and self.answer == reason.strip()

    def is_waiting(self, now=None):
        return self.state == self.State.ASKED and self.lapses_at > (now or timezone.now())

    def has_lapsed(self, now=None):
        return self.state == self.State.ASKED and not self.is_waiting(now)
