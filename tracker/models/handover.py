from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, Organisation
from ledger.models import Recorded
from tracker.models.plan import Plan


class Handover(Recorded):
    """Somebody new in an organisation takes over what it owes in a plan, knowing how it stands.

    `brief_head` is the head of the plan's history (`SEQ:HASH`) at which the brief was read. The
    person is known to the organisation alone: the record names who took over for whom only as
    the private actor of the history.
    """

    RECORDED = ("plan", "organisation", "brief_head", "acknowledged_at")

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="handovers")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="handovers"
    )
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="handovers")
    # Empty while a lead has asked for it and it is not yet read.
    brief_head = models.CharField(_("read at"), max_length=90, blank=True)
    acknowledged_at = models.DateTimeField(_("acknowledged"), null=True, blank=True)

    class Meta:
        ordering = ["plan", "pk"]
        verbose_name = _("handover")
        verbose_name_plural = _("handovers")
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "membership"], name="handover_once_for_each_membership"
            ),
            models.CheckConstraint(
                condition=Q(brief_head="", acknowledged_at__isnull=True)
                | (~Q(brief_head="") & Q(acknowledged_at__isnull=False)),
                name="handover_acknowledged_at_a_head",
            ),
        ]

    def __str__(self):
        return f"{self.organisation}: {self.plan}"
