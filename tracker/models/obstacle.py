import datetime as dt

from django.db import models
from django.db.models import OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from tracker.models.entry import Entry, EntryQuerySet, shared_after
from tracker.models.milestone import Milestone
from tracker.models.veil import WordsChar, WordsText


class ObstacleQuerySet(EntryQuerySet):
    """Whether an obstacle is open is derived from what was said of it, never stored."""

    def with_outcome(self):
        """Add the last word on it, `outcome` (empty where there is none), and its day."""
        said = self.model._meta.get_field("resolutions").related_model.objects.standing()
        said = said.filter(to=Coalesce(OuterRef("first"), OuterRef("pk"))).newest_first()
        return self.annotate(
            outcome=Coalesce(Subquery(said.values("outcome")[:1]), Value("")),
            outcome_date=Subquery(said.values("fact_date")[:1]),
        )

    def open(self):
        """Return what still stands in the way."""
        return self.standing().with_outcome().exclude(outcome=Obstacle.RESOLVED)

    def blocking(self, milestone, commitment):
        """Return what blocks a milestone: itself, or its whole commitment. Takes references too."""
        return self.filter(Q(blocks=None) | Q(blocks=milestone), commitment=commitment)

    def with_the_table(self):
        """Return what the table alone reads now."""
        return self.filter(state=Entry.State.TEAM, shared_at__gt=shared_after())

    def shared_before(self, moment):
        """Return what lies with the table alone since before a moment, the earliest first."""
        rows = self.filter(state=Entry.State.TEAM, shared_at__lte=moment)
        return rows.order_by("shared_at", "pk")


class PublicObstacles(models.Manager.from_queryset(ObstacleQuerySet)):
    def get_queryset(self):
        return super().get_queryset().public()


class Obstacle(Entry):
    """What stands in the way of a commitment or of some of its milestones, as one side describes it.

    Its `text` says what it is. The other side may describe the same obstacle (`same_as`) as it sees
    it; neither replaces the other.
    """

    class Type(models.TextChoices):
        LEGAL = "legal", _("Legal")
        POLITICAL = "political", _("Political")
        MANDATE = "mandate", _("Institutional mandate")
        INTER_AGENCY = "inter_agency", _("Between agencies")
        BUDGET = "budget", _("Budget")
        TECHNICAL = "technical", _("Technical")
        CAPACITY = "capacity", _("Capacity or turnover")
        DATA = "data", _("Data")
        PROCUREMENT = "procurement", _("Procurement")
        EXTERNAL = "external", _("External")

    class Severity(models.TextChoices):
        SLOWS = "slows", _("Slows it down")
        STOPS_PART = "stops_part", _("Stops a part")
        STOPS = "stops", _("Stops it")

    RESOLVED = "resolved"
    # How many days before that end its organisation is asked to publish or drop it.
    TEAM_WARNING_DAYS = 14

    MANY = ("blocks",)
    RECORDED = (
        *Entry.RECORDED,
        "type",
        "severity",
        "law",
        "article",
        "blocks",
        "unblocker",
        "unblocker_text",
        "ask",
        "opened_date",
        "same_as",
    )

    type = models.CharField(_("kind of obstacle"), max_length=15, choices=Type, blank=True)
    severity = models.CharField(_("severity"), max_length=12, choices=Severity, blank=True)
    law = WordsChar(_("law"), max_length=300, blank=True)
    article = WordsChar(_("article"), max_length=100, blank=True)
    # None of them means the whole commitment.
    blocks = models.ManyToManyField(
        Milestone, blank=True, related_name="obstacles", verbose_name=_("milestones it blocks")
    )
    unblocker = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="could_unblock",
        verbose_name=_("who can unblock it"),
    )
    unblocker_text = WordsChar(_("who else can unblock it"), max_length=300, blank=True)
    ask = WordsText(_("what is asked of them"), max_length=2000, blank=True)
    opened_date = models.DateField(_("stands since"), null=True, blank=True)
    same_as = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="described_by",
        verbose_name=_("describes the same as"),
    )
    # The first description in a line of corrections: what is said of an obstacle is said of that one.
    first = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="descriptions",
    )
    # When the table first saw it; empty if it never lay there.
    shared_at = models.DateTimeField(null=True, blank=True, editable=False)

    # Added by `with_outcome`.
    outcome: str
    outcome_date: dt.date | None

    objects = PublicObstacles()
    everything = ObstacleQuerySet.as_manager()

    class Meta:
        verbose_name = _("obstacle")
        verbose_name_plural = _("obstacles")
        indexes = [
            models.Index(fields=["type", "opened_date"], name="obstacle_by_type"),
        ]

    @classmethod
    def recorded_rows(cls):
        rows = super().recorded_rows().select_related("unblocker", "same_as")
        return rows.prefetch_related("blocks")

    def clean(self):
        super().clean()
        if self.corrects_id and not self.first_id:
            self.first_id = self.corrects.detail.first_id or self.corrects_id

    @property
    def root_id(self):
        """Return the key of the description to which everything said of the obstacle belongs."""
        return self.first_id or self.pk

    @property
    def shared_until(self):
        """Return the moment at which the table's time is over."""
        return self.shared_at and self.shared_at + dt.timedelta(days=self.TEAM_DAYS)

    def current(self):
        """Return the newest public description in its line of corrections."""
        line = Obstacle.objects.filter(Q(pk=self.root_id) | Q(first=self.root_id))
        return line.with_outcome().order_by("published_at", "pk").last()

    def days_open(self, as_of):
        """Return for how many days it has stood, or stood until it was resolved (`with_outcome`)."""
        until = self.outcome_date if self.outcome == self.RESOLVED else as_of
        return max((until - self.opened_date).days, 0)

    def problems(self, evidence):
        found = super().problems(evidence)
        if not self.type:
            found["type"] = _("Choose what kind of obstacle it is.")
        if not self.severity:
            found["severity"] = _("Choose how much it stops.")
        if self.type == self.Type.LEGAL:
            found |= self._problems_of_law()
        if not self.unblocker_id and not self.unblocker_text.strip():
            found["unblocker"] = _(
                "Say who can unblock it: an organisation, or somebody else below."
            )
        if not self.ask.strip():
            found["ask"] = _("Say what you ask of whoever can unblock it.")
        if not self.opened_date:
            found["opened_date"] = _("Say since when it stands in the way.")
        elif self.opened_date > self.said_date:
            found["opened_date"] = _("This date lies in the future.")
        if any(milestone.commitment_id != self.commitment_id for milestone in self.blocks.all()):
            found["blocks"] = _("Choose milestones of this commitment.")
        if self.same_as_id and (problem := self._problem_of_the_other()):
            found["same_as"] = problem
        return found

    def _problems_of_law(self):
        found = {}
        if not self.law.strip():
            found["law"] = _("A legal obstacle names the law.")
        if not self.article.strip():
            found["article"] = _("A legal obstacle names the article.")
        return found

    def _problem_of_the_other(self):
        other = self.same_as
        if other.commitment_id != self.commitment_id or other.state != self.State.PUBLISHED:
            return _("Choose an obstacle of this commitment that is public.")
        if other.side == self.side:
            return _("Your side described this one. Correct that description instead.")
        return ""
