from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, Side
from tracker.models.commitment import Commitment
from tracker.models.commitment_text import CommitmentText
from tracker.models.milestone import Milestone
from tracker.models.moderated import Moderated
from tracker.models.plan import Plan
from tracker.models.seat import Seat
from tracker.models.veil import Words, WordsText

# The two sides that an agreed frame binds.
BOTH_SIDES = (Side.GOVERNMENT, Side.CIVIL_SOCIETY)


# What a change may say in codes, dates and short addresses; all else of it is somebody's words.
CODED = frozenset({"due_date", "due_precision", "organisation", "owner", "role", "state"})
GONE = [None, None]


class WordsChange(Words, models.JSONField):
    """The change that a proposal asks for. Without its words it still says what would change."""

    plain = "JSONField"

    def emptied(self, value):
        return {name: pair if name in CODED else GONE for name, pair in value.items()}

    def texts(self, value):
        pairs = (pair for name, pair in value.items() if name not in CODED)
        return [text for pair in pairs for text in pair if text]


def organisations_in(change):
    """Return the short addresses of the organisations that a proposal's change names."""
    pairs = [change[name] for name in ("owner", "organisation") if name in change]
    return {slug for pair in pairs for slug in pair if slug}


class ProposalQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Return the proposals of the plans that a person may read."""
        return self.filter(commitment__plan__in=Plan.objects.visible_to(user))

    def open(self):
        return self.filter(state=Proposal.State.OPEN)

    def shown(self):
        """Return what is not hidden now: for whatever looks for words in the database itself."""
        return self.filter(Q(held_until__isnull=True) | Q(held_until__lte=timezone.now()))

    def with_subjects(self):
        """Load all that a proposal is about and its answers, in two queries."""
        return self.select_related(
            "organisation",
            "commitment__plan__secretariat",
            "commitment__theme",
            "milestone__commitment__plan__secretariat",
            "milestone__owner",
            "seat__organisation",
            "seat__commitment__plan",
            "adopted_text",
            "counters",
            "hold",
            "redaction",
        ).prefetch_related(models.Prefetch("answers", ProposalAnswer.with_place()))

    def with_answers(self):
        """Load also who answered, and which proposal answered it."""
        return self.with_subjects().prefetch_related("answers__organisation", "countered_by")


class Proposal(Moderated):
    """One side asks the other to agree to a change of the frame that binds both.

    `change` holds `{field: [old, new]}` as the history writes it, and `seen_version` the version of
    its subject that the proposer saw: agreed to, it is carried out if the subject is still that.
    What came of it stays with it for ever: agreed, or published by one side alone.
    """

    class Kind(models.TextChoices):
        DUE_DATE = "due_date", _("due date")
        MILESTONE = "milestone", _("text or owner of a milestone")
        TEXT = "text", _("official text")
        SEAT = "seat", _("seat at the table")
        STATE = "state", _("state of the commitment")

    class State(models.TextChoices):
        OPEN = "open", _("waits for an answer")
        ACCEPTED = "accepted", _("accepted")
        COUNTERED = "countered", _("answered with another proposal")
        REFUSED = "refused", _("refused")
        WITHDRAWN = "withdrawn", _("withdrawn")
        UNILATERAL = "unilateral", _("unilateral")

    NOUN = "proposals"
    PLACE = ("organisation", "milestone__commitment__plan", "seat__organisation")
    REPEATED = {"closing_reason": ("reason",)}

    # Its constraints guard against our own mistakes; no form can break them.
    CHECKS_CONSTRAINTS = False

    RECORDED = (
        "kind",
        "commitment",
        "milestone",
        "seat",
        "adopted_text",
        "change",
        "seen_version",
        "text",
        "language",
        "organisation",
        "organisation_name",
        "side",
        "state",
        "proposed_at",
        "answer_by",
        "closed_at",
        "closing_reason",
        "carried_version",
        "counters",
    )

    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="proposals")
    milestone = models.ForeignKey(
        Milestone, on_delete=models.PROTECT, null=True, blank=True, related_name="proposals"
    )
    # The seat whose state is to change, or the one that was given.
    seat = models.ForeignKey(
        Seat, on_delete=models.PROTECT, null=True, blank=True, related_name="proposals"
    )
    # The version of the wording that came of it.
    adopted_text = models.ForeignKey(
        CommitmentText, on_delete=models.PROTECT, null=True, blank=True, related_name="proposals"
    )
    change = WordsChange(_("proposed change"))
    seen_version = models.PositiveIntegerField()
    # Why, in the words of whoever proposes it.
    text = WordsText(_("reason"), max_length=4000)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="proposals"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="proposals"
    )
    organisation_name = models.CharField(max_length=300)
    side = models.CharField(max_length=20, choices=Side)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.OPEN)
    proposed_at = models.DateTimeField(default=timezone.now)
    # The last day on which the other side answers, where the plan lives.
    answer_by = models.DateField(_("answer by"))
    closed_at = models.DateTimeField(null=True, blank=True)
    # Why it was withdrawn.
    closing_reason = WordsText(_("reason of the withdrawal"), blank=True, max_length=4000)
    # The version that the subject had once this was carried out.
    carried_version = models.PositiveIntegerField(null=True, blank=True)
    counters = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="countered_by",
        verbose_name=_("answers the proposal"),
    )

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["-proposed_at", "-pk"]
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", closed_at__isnull=True)
                | (~Q(state="open") & Q(closed_at__isnull=False)),
                name="proposal_closed_once_it_is_not_open",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["accepted", "unilateral"], carried_version__isnull=False)
                | (~Q(state__in=["accepted", "unilateral"]) & Q(carried_version__isnull=True)),
                name="proposal_carried_out_once_agreed_or_alone",
            ),
            models.CheckConstraint(
                condition=Q(counters__isnull=True) | ~Q(counters=F("id")),
                name="proposal_does_not_counter_itself",
            ),
        ]
        indexes = [models.Index(fields=["state", "answer_by"], name="proposal_by_deadline")]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.subject}"

    def get_absolute_url(self):
        return reverse("proposal", args=[self.uid])

    @property
    def plan(self):
        return self.commitment.plan

    @property
    def is_open(self):
        return self.state == self.State.OPEN

    @property
    def is_readable(self):
        """Return whether it says what would change: nobody agrees to words that are not there."""
        return GONE not in self.change.values()

    @property
    def is_unilateral(self):
        return self.state == self.State.UNILATERAL

    @property
    def asked(self):
        """Return the sides that have to agree: the other one, or both for a secretariat."""
        return [side for side in BOTH_SIDES if side != self.side]

    @property
    def agreed(self):
        """Return the sides that have accepted it."""
        return {
            answer.side
            for answer in self.answers.all()
            if answer.verdict == ProposalAnswer.Verdict.ACCEPT
        }

    @property
    def pending(self):
        """Return the sides that have not answered yet."""
        return [side for side in self.asked if side not in self.agreed]

    @property
    def effect(self):
        """Return `(uid, version)` of the row that it changed, or None."""
        if self.carried_version is None:
            return None
        row = self.adopted_text or self.seat or self.milestone or self.commitment
        return row.uid, self.carried_version


class ProposalAnswer(Moderated):
    """One organisation answers a proposal in the name of its side."""

    class Verdict(models.TextChoices):
        ACCEPT = "accept", _("accepts")
        REFUSE = "refuse", _("refuses")
        COUNTER = "counter", _("proposes something else")

    NOUN = "answers"
    PLAN = "proposal__commitment__plan"
    PLACE = ("organisation", "proposal__milestone__commitment__plan")

    CHECKS_CONSTRAINTS = False

    RECORDED = (
        "proposal",
        "verdict",
        "text",
        "language",
        "organisation",
        "organisation_name",
        "side",
        "answered_at",
    )

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="answers")
    verdict = models.CharField(_("answer"), max_length=10, choices=Verdict)
    text = WordsText(_("reason"), max_length=4000, blank=True)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="proposal_answers"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="proposal_answers"
    )
    organisation_name = models.CharField(max_length=300)
    side = models.CharField(max_length=20, choices=Side)
    answered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["answered_at", "pk"]
        verbose_name = _("answer to a proposal")
        verbose_name_plural = _("answers to proposals")
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "side"], name="proposal_one_answer_per_side"
            ),
        ]

    def __str__(self):
        return f"{self.organisation_name}: {self.get_verdict_display()}"

    def get_absolute_url(self):
        return f"{self.proposal.get_absolute_url()}#{self.anchor}"

    @property
    def anchor(self):
        return f"answer-{self.uid}"

    @property
    def commitment(self):
        return self.proposal.commitment

    @property
    def milestone(self):
        return self.proposal.milestone

    @property
    def plan(self):
        return self.commitment.plan
