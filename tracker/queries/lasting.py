"""What is said to last of commitments: embeddings and their reversals, follow-up checks, decisions."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from accounts.models import Side
from tracker.models import ClosingDecision, Commitment, Embedding, Entry, Lineage, Plan
from tracker.models.embedding import height

KINDS = (Entry.Kind.EMBEDDING, Entry.Kind.REVERSAL, Entry.Kind.FOLLOW_UP_CHECK)
VOICES = (Side.GOVERNMENT, Side.CIVIL_SOCIETY, Side.INDEPENDENT)


@dataclass(frozen=True, slots=True)
class Word:
    """One public entry about what lasts, without its words."""

    pk: int
    uid: uuid.UUID
    kind: str
    side: str
    on: dt.date
    state: str
    corrects: int | None
    commitment: int
    organisation: str
    rung: str | None
    reverses: int | None
    mark: int | None
    verdict: str | None


_COLUMNS = (
    "pk",
    "uid",
    "kind",
    "side",
    "said_date",
    "state",
    "corrects",
    "commitment",
    "organisation_name",
    "embedding__rung",
    "reversal__to",
    "followupcheck__mark",
    "followupcheck__verdict",
)


_LOADED = ("embedding__keeper", "reversal", "followupcheck")


@dataclass
class Lasting:
    """What stands of one commitment: neither withdrawn nor corrected, the oldest first."""

    words: list[Word] = field(default_factory=list)
    decision: ClosingDecision | None = None

    @property
    def embeddings(self) -> list[Word]:
        return [word for word in self.words if word.kind == Entry.Kind.EMBEDDING]

    @property
    def checks(self) -> list[Word]:
        return [word for word in self.words if word.kind == Entry.Kind.FOLLOW_UP_CHECK]

    def reversal(self, embedding: Word, side: str) -> Word | None:
        """Return the newest word of a side that an embedding holds no more, or None."""
        found = [word for word in self.words if word.reverses == embedding.pk and word.side == side]
        return found[-1] if found else None

    def holds(self, embedding: Word, side: str) -> bool:
        """Return whether a side says that an embedding holds: it said so and has not taken it back."""
        return embedding.side == side and self.reversal(embedding, side) is None

    def reached(self, side: str) -> str:
        """Return the highest rung that a side says is reached, or an empty string."""
        rungs = [word.rung or "" for word in self.embeddings if self.holds(word, side)]
        return max(rungs, key=height, default="")

    def answers(self, mark: int, side: str) -> list[Word]:
        return [word for word in self.checks if word.mark == mark and word.side == side]

    def latest(self, side: str) -> Word | None:
        """Return what a side last found left, at the latest mark that it answered."""
        found = [word for word in self.checks if word.side == side]
        return max(found, key=lambda word: (word.mark or 0, word.on, word.pk), default=None)

    def __bool__(self) -> bool:
        return bool(self.words or self.decision)


def lasting_of(commitments: QuerySet[Any, Any] | Iterable[Commitment]) -> dict[int, Lasting]:
    """Return what stands of some commitments by their keys, in two queries."""
    found: dict[int, Lasting] = {}
    for word in _words(Entry.objects.filter(commitment__in=commitments)):
        found.setdefault(word.commitment, Lasting()).words.append(word)
    decisions = ClosingDecision.objects.standing().filter(commitment__in=commitments)
    for decision in decisions.select_related("keeper", "organisation", "hold", "redaction"):
        found.setdefault(decision.commitment_id, Lasting()).decision = decision
    return found


def _words(entries: QuerySet[Entry]) -> list[Word]:
    rows = _in_order(entries.filter(kind__in=KINDS))
    return _standing([Word(*row) for row in rows.values_list(*_COLUMNS)])


def _in_order(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    return entries.order_by("said_date", "published_at", "pk")


def _word_of(row: Any) -> Word:
    return Word(
        row.pk,
        row.uid,
        row.kind,
        row.side,
        row.said_date,
        row.state,
        row.corrects_id,
        row.commitment_id,
        row.organisation_name,
        getattr(row, "rung", None),
        getattr(row, "to_id", None),
        getattr(row, "mark", None),
        getattr(row, "verdict", None),
    )


def _standing(words: list[Word]) -> list[Word]:
    """Leave out what was withdrawn or corrected."""
    corrected = {word.corrects for word in words if word.corrects}
    return [w for w in words if w.state == Entry.State.PUBLISHED and w.pk not in corrected]


def lasting_with_keepers(
    commitment: Commitment, said: bool
) -> tuple[Lasting, dict[int, Embedding]]:
    """Return what stands of one commitment, and its embeddings by key: a query where something was
    `said`, and one where it was decided how the commitment leaves."""
    lasting, embeddings = Lasting(), {}
    if said:
        rows = Entry.objects.filter(commitment=commitment, kind__in=KINDS)
        details = [entry.detail for entry in _in_order(rows.select_related(*_LOADED))]
        lasting.words = _standing([_word_of(detail) for detail in details])
        embeddings = {row.pk: row for row in details if row.kind == Entry.Kind.EMBEDDING}
        for row in embeddings.values():
            row.commitment = commitment
    if getattr(commitment, "has_decision", True):
        decisions = ClosingDecision.objects.standing().filter(commitment=commitment)
        lasting.decision = decisions.select_related("keeper", "redaction").first()
        if lasting.decision:
            lasting.decision.commitment = commitment
    return lasting, embeddings


# --- Across plans ---------------------------------------------------------------------------------


def continuations(user: Any) -> list[tuple[int, int]]:
    """Return every link from a commitment to a later one of plans that a person may read."""
    plans = Plan.objects.visible_to(user).order_by().values("pk")
    links = Lineage.objects.filter(later__isnull=False, earlier__plan__in=plans)
    return list(
        links.filter(later__plan__in=plans).order_by("pk").values_list("earlier_id", "later_id")
    )


def thread_of(commitment: Commitment, user: Any) -> list[Commitment]:
    """Return the commitments that hang together with one across plans, in the order of time."""
    neighbours: dict[int, set[int]] = {}
    for earlier, later in continuations(user):
        neighbours.setdefault(earlier, set()).add(later)
        neighbours.setdefault(later, set()).add(earlier)
    found, waiting = {commitment.pk}, [commitment.pk]
    while waiting:
        for key in neighbours.get(waiting.pop(), set()) - found:
            found.add(key)
            waiting.append(key)
    rows = Commitment.objects.filter(pk__in=found).select_related("plan", "status")
    return list(rows.order_by("plan__start_date", "plan__slug", "number"))


def links_among(commitments: Iterable[Commitment]) -> list[Lineage]:
    """Return how some commitments hang together, and which of them were dropped."""
    keys = [commitment.pk for commitment in commitments]
    links = Lineage.objects.filter(earlier__in=keys).select_related("later__plan")
    return [
        link for link in links.order_by("pk") if link.later_id is None or link.later_id in set(keys)
    ]
