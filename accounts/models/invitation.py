import datetime as dt
import hashlib

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models.membership import Membership
from accounts.models.organisation import Organisation
from ledger.models import Recorded


class Invitations(models.QuerySet):
    def open(self):
        """Return those that were neither accepted nor withdrawn, the expired ones too."""
        return self.filter(state=Invitation.State.OPEN)

    def addressed(self):
        """Leave out those whose address was forgotten."""
        return self.exclude(email="")

    def forgettable(self, now):
        """Return those whose address serves nothing any more: 30 days after their last day."""
        return self.addressed().filter(until__lt=(now - Invitation.KEEPS_ADDRESS).date())

    def by_token(self, token):
        """Return the one that a mailed link names, or None."""
        found = self.filter(token_hash=Invitation.digest(token))
        return found.select_related("organisation", "invited_by").first()


class Invitation(Recorded):
    """Somebody with an address was asked to act for an organisation, by a mailed link.

    The link works once and until a day. It is bound to the address, the organisation and the role;
    of the link itself only a hash is kept. Once it is of no use, the address is forgotten.
    """

    # After the last day on which its link works, whatever became of it.
    KEEPS_ADDRESS = dt.timedelta(days=30)

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("invitation", "open")
        ACCEPTED = "accepted", pgettext_lazy("invitation", "accepted")
        WITHDRAWN = "withdrawn", pgettext_lazy("invitation", "withdrawn")

    # Neither the address nor who accepted: a person is never part of the public record.
    RECORDED = ("organisation", "role", "state", "until")

    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="invitations",
        verbose_name=_("organisation"),
    )
    email = models.EmailField(_("e-mail"), max_length=254)
    role = models.CharField(
        _("role"),
        max_length=10,
        choices=Membership.Role,
        default=Membership.Role.MEMBER,
    )
    language = models.CharField(_("language"), max_length=5, default="es")
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    until = models.DateField(_("last day"))
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="invitations_sent",
        verbose_name=_("invited by"),
    )

    objects = Invitations.as_manager()

    class Meta:
        ordering = ["organisation", "until", "pk"]
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.UniqueConstraint(
                "organisation",
                Lower("email"),
                condition=Q(state="open") & ~Q(email=""),
                name="invitation_one_open_per_address",
                violation_error_message=_(
                    "This address is invited already. Send that invitation again, or withdraw it."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.email or self.get_state_display()} · {self.organisation}"

    @staticmethod
    def digest(token):
        """Return what is kept of a link's token."""
        return hashlib.sha256(token.encode()).hexdigest()

    def clean(self):
        """Keep addresses in lower case, as accounts do."""
        super().clean()
        self.email = self.email.lower()

    def is_over(self, day):
        """Return whether the last day has passed."""
        return day > self.until

    def works_on(self, day):
        return self.state == self.State.OPEN and not self.is_over(day)
