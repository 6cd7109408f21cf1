from django.db import models
from django.utils.translation import gettext_lazy as _

from tracker.completion import Completion
from tracker.models.commitment import Commitment
from tracker.models.entry import Entry
from tracker.models.milestone import Milestone
from tracker.two_voices import State


def _completion(**options):
    return models.CharField(max_length=15, choices=Completion, blank=True, **options)


def _entry():
    return models.ForeignKey(Entry, on_delete=models.PROTECT, null=True, related_name="+")


class TwoVoiceStatus(models.Model):
    """What each side last said of one subject, and how far apart they are.

    Derived: folded from the published entries in the transaction that publishes or withdraws
    one (`actions.refreshing`), never typed. It stands in a table so that a list of any length
    filters and sorts by it; `rebuild_check` compares it with the entries.
    """

    government_completion = _completion()
    government_date = models.DateField(null=True)
    government_entry = _entry()
    government_evidence = models.PositiveSmallIntegerField(default=0)
    civil_society_completion = _completion()
    civil_society_date = models.DateField(null=True)
    civil_society_entry = _entry()
    civil_society_count = models.PositiveSmallIntegerField(default=0)
    civil_society_low = _completion()
    civil_society_high = _completion()
    interested_count = models.PositiveSmallIntegerField(default=0)
    independent_completion = _completion()
    independent_date = models.DateField(null=True)
    independent_entry = _entry()
    state = models.CharField(max_length=20, choices=State, default=State.UNREPORTED)
    # Steps apart; null where a side is silent or finds no evidence.
    divergence = models.PositiveSmallIntegerField(null=True)
    contested_since = models.DateField(null=True)
    done_date = models.DateField(null=True)
    # When each side last said anything at all here, verdict or not.
    government_spoke = models.DateField(null=True)
    civil_society_spoke = models.DateField(null=True)
    independent_spoke = models.DateField(null=True)
    # Counts the owner's reports. Two people of one side who start from the same state of the
    # record cannot both publish without seeing each other's text (compare-and-swap).
    reports_version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True
        indexes = [
            models.Index(fields=["state", "contested_since"], name="%(class)s_by_state"),
        ]

    @property
    def is_contested(self):
        return self.state == State.CONTESTED


class CommitmentStatus(TwoVoiceStatus):
    """The two voices on a commitment as a whole."""

    commitment = models.OneToOneField(
        Commitment, on_delete=models.PROTECT, related_name="status", primary_key=True
    )

    class Meta(TwoVoiceStatus.Meta):
        verbose_name = _("commitment status")

    def __str__(self):
        return f"{self.commitment_id}: {self.state}"


class MilestoneStatus(TwoVoiceStatus):
    """The two voices on one milestone."""

    milestone = models.OneToOneField(
        Milestone, on_delete=models.PROTECT, related_name="status", primary_key=True
    )

    class Meta(TwoVoiceStatus.Meta):
        verbose_name = _("milestone status")

    def __str__(self):
        return f"{self.milestone_id}: {self.state}"
