import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Prefetch, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, Side
from tracker.completion import Completion
from tracker.due_dates import Precision
from tracker.models.commitment import Commitment
from tracker.models.milestone import Milestone
from tracker.models.moderated import Moderated
from tracker.models.plan import Plan
from tracker.models.seat import Seat
from tracker.models.veil import WordsText, WordsURL, unveiled
from tracker.models.wording import in_page_language


class EntryQuerySet(models.QuerySet):
    def public(self):
        """Return what everybody may read: published, or published and then withdrawn."""
        return self.exclude(state__in=Entry.PRIVATE)

    def standing(self):
        """Return what counts: published, and neither withdrawn nor corrected by another.

        The corrected ones are one list for all rows. Looked for row by row, databases that count
        their rows take the index of a column that is mostly empty for useless, and read them all.
        """
        corrected = Entry.objects.filter(corrects__isnull=False).order_by().values("corrects")
        return self.filter(state=Entry.State.PUBLISHED).exclude(pk__in=corrected)

    def shown(self):
        """Return what is not hidden now: for whatever looks for words in the database itself."""
        return self.filter(Q(held_until__isnull=True) | Q(held_until__lte=timezone.now()))

    def hidden(self):
        return self.filter(held_until__gt=timezone.now())

    def visible_to(self, user):
        """Return what a person may read: all that is public, and what their organisations have not
        published yet."""
        public = ~Q(state__in=Entry.PRIVATE)
        if not user.is_authenticated:
            return self.filter(public)
        mine = _organisations_of(user)
        if not mine:
            return self.filter(public)
        return self.filter(public | Q(organisation__in=mine) | _with_the_table(mine))

    def editable_by(self, user):
        """Return the drafts that a person may go on writing."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(state=Entry.State.DRAFT, organisation__in=_organisations_of(user))

    def embargoed_by(self, user):
        """Return what a person's organisations decided to publish on a later day."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(state=Entry.State.EMBARGOED, organisation__in=_organisations_of(user))

    def locked_by(self, user):
        """Return what a person's organisations set to appear later, or share with the table."""
        if not user.is_authenticated:
            return self.none()
        locked = (Entry.State.EMBARGOED, Entry.State.TEAM)
        return self.filter(state__in=locked, organisation__in=_organisations_of(user))

    def due(self, now):
        """Return the embargoed entries whose moment has come, the earliest first."""
        return self.filter(state=Entry.State.EMBARGOED, not_before__lte=now).order_by(
            "not_before", "pk"
        )

    def with_kinds(self):
        """Load every kind's own columns and all that a statement shows, in two queries; in three
        where there are obstacles."""
        return self.select_related(
            "organisation",
            "commitment__plan",
            "milestone",
            "corrects",
            "hold",
            "redaction",
            *Entry.CHILDREN.values(),
            "obstacle__unblocker",
            "obstacle__same_as",
        ).prefetch_related("evidence", Entry.BLOCKED)


def shared_after():
    """Return the moment after which something must have been shared to lie with the table now."""
    return timezone.now() - dt.timedelta(days=Entry.TEAM_DAYS)


def _with_the_table(organisations):
    """Return what lies with a table at which organisations sit, or whose plan they keep."""
    seats = Seat.objects.at_the_table().filter(organisation__in=organisations)
    at_it = Q(commitment__in=seats.values("commitment"))
    keepers = Q(commitment__plan__secretariat__in=organisations)
    with_it = Q(state=Entry.State.TEAM, obstacle__shared_at__gt=shared_after())
    return with_it & (at_it | keepers)


def _organisations_of(user):
    return [m.organisation_id for m in user.memberships_on(timezone.now().date())]


class PublicEntries(models.Manager.from_queryset(EntryQuerySet)):
    """The default: a query that forgets about drafts cannot leak one."""

    def get_queryset(self):
        return super().get_queryset().public()


class Entry(Moderated):
    """Something that one organisation says about a commitment or one of its milestones.

    The spine that all kinds share. Organisation, side and hat are kept as they were when it was
    said. A published entry is never edited: a correction is a new entry, a withdrawal leaves the
    text readable.
    """

    class Kind(models.TextChoices):
        PROGRESS_REPORT = "progress_report", _("Progress report")
        OBSERVATION = "observation", _("Observation")
        RESPONSE = "response", _("Response")
        INDEPENDENT_ASSESSMENT = "independent_assessment", _("Independent assessment")
        OBSTACLE = "obstacle", _("Obstacle")
        AGENDA_ACTION = "agenda_action", _("Agenda action")
        OBSTACLE_RESOLUTION = "obstacle_resolution", _("Word on an obstacle")
        RIPPLE = "ripple", _("Ripple")
        RIPPLE_FINDING = "ripple_finding", _("Finding on a ripple")
        EMBEDDING = "embedding", _("Embedding")
        REVERSAL = "reversal", _("Reversal of an embedding")
        FOLLOW_UP_CHECK = "follow_up_check", _("Follow-up check")

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        EMBARGOED = "embargoed", _("embargoed")
        TEAM = "team", _("with the table only")
        PUBLISHED = "published", _("published")
        WITHDRAWN = "withdrawn", _("withdrawn")

    # Its organisation alone knows of these, or the table with it (`TEAM`): no page, count, feed,
    # file or history of others does.
    PRIVATE = (State.DRAFT, State.EMBARGOED, State.TEAM)
    # What can be decided today and appear on a later day, and how many days later at most.
    EMBARGOABLE = (Kind.OBSERVATION, Kind.INDEPENDENT_ASSESSMENT)
    EMBARGO_DAYS = 90
    # How long the table may keep an obstacle to itself, from when it was first shared. Not renewable.
    TEAM_DAYS = 60

    # The columns of a kind that hold a list of other rows.
    MANY: tuple[str, ...] = ()
    # Whose code counts as a verdict on how far something has come. No other kind enters the status.
    WITH_VERDICT = (Kind.PROGRESS_REPORT, Kind.OBSERVATION, Kind.INDEPENDENT_ASSESSMENT)

    NOUN = "entries"
    PLACE = ("commitment__plan", "milestone__commitment__plan", "milestone__owner")
    REPEATED = {"withdrawal_reason": ("reason",)}

    # Its constraints guard against our own mistakes; no form can break them.
    CHECKS_CONSTRAINTS = False

    # Where Django keeps the row of a kind, seen from the spine: under its model's name.
    CHILDREN = {kind: kind.replace("_", "") for kind in Kind.values}

    # How the milestones that obstacles name are loaded: no query where there is no obstacle.
    BLOCKED = Prefetch(
        "obstacle__blocks", Milestone.objects.select_related("commitment").order_by("number")
    )
    BLOCKED_OWN = Prefetch("blocks", BLOCKED.queryset)

    RECORDED = (
        "kind",
        "commitment",
        "milestone",
        "organisation",
        "organisation_name",
        "side",
        "hat",
        "language",
        "text",
        "completion",
        "said_date",
        "said_precision",
        "source",
        "basis_es",
        "basis_en",
        "corrects",
        "state",
        "published_at",
        "withdrawn_at",
        "withdrawal_reason",
    )

    kind = models.CharField(max_length=25, choices=Kind, editable=False)
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="entries")
    milestone = models.ForeignKey(
        Milestone, on_delete=models.PROTECT, null=True, blank=True, related_name="entries"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="entries"
    )
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="entries")
    organisation_name = models.CharField(max_length=300)
    side = models.CharField(max_length=20, choices=Side)
    # The role in which a civil society organisation spoke; a co-implementer is interested.
    hat = models.CharField(max_length=20, choices=Seat.Role, blank=True)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    text = WordsText(_("text"), blank=True, max_length=10000)
    completion = models.CharField(_("completion"), max_length=15, choices=Completion, blank=True)
    # The day it was said. For an entry documented from a public source, the source's day.
    said_date = models.DateField()
    said_precision = models.CharField(
        max_length=10, choices=Precision, default=Precision.DAY, editable=False
    )
    # Only for what was documented from a public source: where it was said.
    source = WordsURL(_("source"), max_length=500, blank=True)
    # What was inferred when it was documented.
    basis_es = WordsText(blank=True, max_length=2000)
    basis_en = WordsText(blank=True, max_length=2000)
    corrects = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrections"
    )
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    created_at = models.DateTimeField()
    # Only until it is published: the moment before which it must not appear.
    not_before = models.DateTimeField(_("not before"), null=True, blank=True)
    # Why it did not appear when its moment came; for its organisation.
    kept_back = models.CharField(max_length=500, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawal_reason = WordsText(blank=True, max_length=4000)
    objects = PublicEntries()
    everything = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["-said_date", "-pk"]
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=("draft", "embargoed", "team"), published_at__isnull=True)
                | (~Q(state__in=("draft", "embargoed", "team")) & Q(published_at__isnull=False)),
                name="entry_published_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="embargoed") | Q(not_before__isnull=False),
                name="entry_embargoed_until_a_moment",
            ),
            models.CheckConstraint(
                condition=(~Q(state="withdrawn") & Q(withdrawn_at__isnull=True))
                | (
                    Q(state="withdrawn", withdrawn_at__isnull=False)
                    & (~Q(withdrawal_reason="") | Q(redaction__isnull=False))
                ),
                name="entry_withdrawn_has_time_and_reason",
            ),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True) | ~Q(corrects=F("id")),
                name="entry_does_not_correct_itself",
            ),
            # One correction of one entry: the second corrects the first correction.
            models.UniqueConstraint(
                fields=["corrects"],
                condition=~Q(state__in=("draft", "embargoed", "team")),
                name="entry_corrected_once",
            ),
        ]
        indexes = [
            models.Index(fields=["commitment", "-said_date"], name="entry_by_commitment"),
            models.Index(fields=["milestone", "-said_date"], name="entry_by_milestone"),
            models.Index(fields=["organisation", "-said_date"], name="entry_by_organisation"),
            models.Index(
                fields=["not_before"], condition=Q(state="embargoed"), name="entry_by_embargo"
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} · {self.organisation_name}"

    def get_absolute_url(self):
        return reverse("entry", args=[self.uid])

    @property
    def subject_type(self):
        return self.kind

    @classmethod
    def recorded_rows(cls):
        if cls is Entry:
            return cls.everything.none()
        return (
            cls._base_manager.exclude(state__in=Entry.PRIVATE)
            .select_related("commitment", "milestone", "organisation", "corrects")
            .prefetch_related("evidence")
            .order_by("pk")
        )

    @classmethod
    def of_kind(cls, kind):
        """Return the table of a kind."""
        return cls._meta.get_field(cls.CHILDREN[kind]).related_model

    @classmethod
    def with_place(cls):
        return Entry.everything.with_kinds().select_related(*cls.PLACE)

    @classmethod
    def closed_words(cls):
        return super().closed_words() | {"evidence"}

    def recorded_values(self):
        with unveiled():
            return {
                **super().recorded_values(),
                "evidence": [item.as_recorded() for item in self.evidence.all()],
            }

    def written_words(self):
        with unveiled():
            texts = [text for piece in self.evidence.all() for text in piece.texts()]
        return {**super().written_words(), **({"evidence": texts} if texts else {})}

    @property
    def basis(self):
        return in_page_language(self, "basis")

    @property
    def plan(self):
        return self.commitment.plan

    @property
    def detail(self):
        """Return the row of the entry's own kind (loaded by `with_kinds`)."""
        return self if type(self) is not Entry else getattr(self, self.CHILDREN[self.kind])

    @property
    def about(self):
        """Return what it speaks of: the entry that it follows (`to`, in some kinds), or its subject."""
        return getattr(self.detail, "to", None) or self.subject

    @property
    def is_documented(self):
        """Return whether it stands in an archive, where all is documented and nobody writes."""
        return self.plan.nature == Plan.Nature.ARCHIVE

    @property
    def is_interested(self):
        """Return whether it speaks of its own work and is left out of civil society's median."""
        return self.hat == Seat.Role.CO_IMPLEMENTER

    @cached_property
    def corrected_by(self):
        """Return the published entry that corrects this one, or None."""
        return next((e for e in self.corrections.all() if not e.is_private), None)

    @property
    def is_draft(self):
        return self.state == self.State.DRAFT

    @property
    def is_embargoed(self):
        return self.state == self.State.EMBARGOED

    @property
    def is_with_the_table(self):
        return self.state == self.State.TEAM

    @property
    def is_private(self):
        return self.state in self.PRIVATE

    @property
    def is_withdrawn(self):
        return self.state == self.State.WITHDRAWN

    def problems(self, evidence):
        """Return `{field: sentence}` of what is missing before the entry can be published.

        A draft may be incomplete; what is published may not. Each kind adds its own rules.
        """
        if self.text.strip():
            return {}
        return {"text": _("Write what you want to say, in a sentence or two.")}
