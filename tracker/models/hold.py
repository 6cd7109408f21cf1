import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, Side
from tracker.grounds import Ground
from tracker.models.decision import Decision


class HoldQuerySet(models.QuerySet):
    def in_force(self, now):
        return self.filter(until__gt=now, lifted_at__isnull=True)


class Hold(Decision):
    """One side hid the words of something published, for three days at most.

    It ends by the clock. A side may do it once for each, so that nobody keeps words hidden by
    hiding them again and again.
    """

    LASTS = dt.timedelta(hours=72)

    RECORDED = (
        "ground",
        "explanation",
        "organisation",
        "organisation_name",
        "side",
        "without",
        "placed_at",
        "until",
        "lifted_at",
        "lifted_by_name",
    )

    ground = models.CharField(_("ground"), max_length=20, choices=Ground)
    # Public. Not `reason`: under that name the history keeps why a change was made.
    explanation = models.TextField(_("reason"), max_length=2000)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    organisation_name = models.CharField(_("organisation"), max_length=300)
    side = models.CharField(_("side"), max_length=20, choices=Side)
    # The sides that had no steward, where the secretariat held alone for that reason.
    without = models.JSONField(
        _("by the secretariat alone, no steward named of"), default=list, blank=True
    )
    placed_at = models.DateTimeField(_("hidden at"))
    until = models.DateTimeField(_("hidden until"))
    lifted_at = models.DateTimeField(_("lifted at"), null=True, blank=True)
    lifted_by_name = models.CharField(_("lifted by"), max_length=300, blank=True)

    objects = HoldQuerySet.as_manager()

    class Meta:
        ordering = ["-placed_at", "-pk"]
        verbose_name = _("hold")
        verbose_name_plural = _("holds")
        constraints = [
            models.UniqueConstraint(fields=["about_uid", "side"], name="hold_once_for_each_side"),
            models.CheckConstraint(
                condition=Q(until__gt=F("placed_at")), name="hold_ends_after_it_begins"
            ),
        ]
        indexes = [models.Index(fields=["until"], name="hold_by_end")]

    def __str__(self):
        return f"{self.organisation_name} · {self.placed_at:%Y-%m-%d}"

    def is_in_force(self, now=None):
        return self.lifted_at is None and self.until > (now or timezone.now())
