import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from ledger.models import Recorded
from tracker.models.commitment import Commitment
from tracker.models.wording import in_page_language


class SeatQuerySet(models.QuerySet):
    def at_the_table(self) -> "SeatQuerySet":
        """Return the seats that are taken."""
        return self.filter(state=Seat.State.AT_THE_TABLE)


class Seat(Recorded):
    """An organisation's role at a commitment's table: responsible, watching, or missing."""

    class Role(models.TextChoices):
        LEADS = "leads", _("leads")
        SUPPORTS = "supports", _("supports")
        MUST_DECIDE = "must_decide", _("must decide")
        GIVES_LEGAL_OPINION = "gives_legal_opinion", _("gives legal opinion")
        GIVES_BUDGET = "gives_budget", _("gives budget")
        GIVES_DATA = "gives_data", _("gives data")
        ADVISER = "adviser", _("adviser")
        EXPERT = "expert", _("expert")
        ACTIVE_OBSERVER = "active_observer", _("active observer")
        CO_IMPLEMENTER = "co_implementer", _("co-implementer")

    class State(models.TextChoices):
        INVITED = "invited", _("invited")
        AT_THE_TABLE = "at_the_table", _("at the table")
        MISSING = "missing", _("missing")
        LEFT = "left", _("left")

    RECORDED = (
        "commitment",
        "organisation",
        "role",
        "state",
        "since",
        "until",
        "note_es",
        "note_en",
        "source",
    )

    commitment = models.ForeignKey(
        Commitment,
        on_delete=models.PROTECT,
        related_name="seats",
        verbose_name=_("commitment"),
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="seats",
        verbose_name=_("organisation"),
    )
    role = models.CharField(_("role"), max_length=20, choices=Role)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.AT_THE_TABLE)
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)
    note_es = models.TextField(_("note in Spanish"), blank=True, max_length=2000)
    note_en = models.TextField(_("note in English"), blank=True, max_length=2000)

    source = models.URLField(_("source"), max_length=500, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        ordering = ["commitment", "pk"]
        verbose_name = _("seat")
        verbose_name_plural = _("seats")
        constraints = [
            models.UniqueConstraint(
                fields=["commitment", "organisation", "role"],
                name="seat_one_per_organisation_and_role",
                violation_error_message=_("This organisation already has this seat."),
            ),
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(until__gte=F("since")),
                name="seat_ends_after_it_starts",
                violation_error_message=_("The last day cannot be before the first."),
            ),
        ]

    def __str__(self):
        return f"{self.organisation}: {self.get_role_display()}"

    @property
    def plan(self):
        return self.commitment.plan

    def is_taken(self, day: dt.date) -> bool:
        """Return whether the organisation sits at the table on a day."""
        taken = self.state == self.State.AT_THE_TABLE
        return taken and (self.since is None or self.since <= day)

    @property
    def note(self):
        return in_page_language(self, "note")
