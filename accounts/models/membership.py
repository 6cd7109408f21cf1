from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models.organisation import Organisation
from ledger.models import Recorded


class Membership(Recorded):
    """A person acts for an organisation from one date to another."""

    class Role(models.TextChoices):
        MEMBER = "member", _("member")
        LEAD = "lead", _("lead")

    RECORDED = ("user", "organisation", "role", "since", "until", "ended_at")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="memberships",
        verbose_name=_("person"),
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="memberships",
        verbose_name=_("organisation"),
    )
    role = models.CharField(_("role"), max_length=10, choices=Role, default=Role.MEMBER)
    since = models.DateField(_("since"))
    until = models.DateField(_("until (last day)"), null=True, blank=True)
    # Given where it was ended at once: the last day then counts no more, whatever the time zone.
    ended_at = models.DateTimeField(_("ended at once"), null=True, blank=True, editable=False)

    class Meta:
        ordering = ["organisation", "since", "pk"]
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="membership_ends_after_it_starts",
                violation_error_message=_("The last day cannot be before the first."),
            ),
            models.UniqueConstraint(
                fields=["user", "organisation"],
                condition=Q(until__isnull=True),
                name="membership_one_open_per_organisation",
                violation_error_message=_("This person is already a member."),
            ),
        ]

    def __str__(self):
        return f"{self.user} · {self.organisation}"

    @property
    def is_lead(self):
        return self.role == self.Role.LEAD

    def in_force(self, day):
        if day < self.since:
            return False
        if self.until is None or day < self.until:
            return True
        return day == self.until and self.ended_at is None
