"""The agreed frame of a plan, as its secretariat enters it: themes, commitments, texts, seats."""

from accounts.models import Organisation
from tracker.actions.commitment_texts import adopt_text
from tracker.actions.commitments import add_commitment, move_commitment
from tracker.actions.milestones import add_milestone
from tracker.actions.plans import add_plan, move_plan
from tracker.actions.seats import give_seat
from tracker.actions.themes import add_theme
from tracker.due_dates import UNDATED, Precision, period_start
from tracker.models import Plan, Seat

STEWARDS = ("government_steward", "civil_society_steward")
DAYS = ("fresh_days", "due_days", "silent_days")
MOVES = {"paused": "pause", "withdrawn": "withdraw", "superseded": "supersede"}


class Frame:
    """Enters one plan after the other. `shift` moves the dates of the example, or is None."""

    def __init__(self, by, clock, shift=None):
        self.by = by
        self.clock = clock
        self.shift = shift
        self.organisations = {each.slug: each for each in Organisation.objects.all()}

    def enter(self, content):
        """Enter a plan with all that was agreed about it, in force. Returns the plan."""
        row = content["plan"]
        plan = add_plan(**self._plan_fields(row, content.get("document", [])), **self._act())
        themes = {"": None}
        for theme in content.get("theme", []):
            themes[theme["slug"]] = add_theme(plan=plan, **theme, **self._act())
        for inner in content["commitments"]:
            self._commitment(plan, themes, inner)
        return self.move(plan, "put_in_force")

    def move(self, plan, verb):
        """Make one move of a plan's workflow. Returns the plan."""
        return move_plan(plan=plan, verb=verb, seen_version=plan.version, **self._act())

    def _plan_fields(self, row, documents):
        fields = _both(row, "jurisdiction", "title", "summary")
        fields |= {name: row[name] for name in ("slug", "number", "nature", "timezone")}
        fields |= {name: row[name] for name in DAYS if name in row}
        return fields | {
            "start_date": self._day(row["start"]),
            "end_date": self._day(row["end"]),
            "predecessor": Plan.objects.filter(slug=row.get("predecessor", "")).first(),
            "official_count": row.get("official_count"),
            **{name: self.organisations.get(row.get(name)) for name in STEWARDS},
            "documents": documents,
            "sources": row.get("sources", []),
        }

    def _commitment(self, plan, themes, content):
        row = content["commitment"]
        commitment = add_commitment(
            plan=plan,
            number=row["number"],
            ogp_id=row.get("ogp_id", ""),
            theme=themes[row.get("theme", "")],
            ogp_values=row.get("ogp_values", []),
            policy_areas=row.get("policy_areas", []),
            ambition=row.get("ambition", ""),
            is_proactive=row.get("proactive", False),
            sources=row.get("sources", []),
            **_both(row, "title", "problem", "objective", "result", "note"),
            **self._act(),
        )
        for text in content.get("text", []):
            self.text(commitment, text, self._act())
        for seat in content.get("seat", []):
            self.seat(commitment, seat, self._act())
        for milestone in content.get("milestone", []):
            self._milestone(commitment, milestone)
        if row["state"] in MOVES:
            move_commitment(
                commitment=commitment,
                verb=MOVES[row["state"]],
                reason=row["state_reason_es"] or row["state_reason_en"],
                on=self._day(row["state_date"]),
                seen_version=commitment.version,
                **self._act(),
            )

    def text(self, commitment, row, act):
        """Adopt a version of the official wording."""
        adopt_text(
            commitment=commitment,
            adopted_date=self._day(row.get("adopted_date")),
            source=row.get("source", ""),
            agreed_by=[self.organisations[slug] for slug in row.get("agreed_by", [])],
            **_both(row, "body", "reason", strip=True),
            **act,
        )

    def seat(self, commitment, row, act):
        """Give a seat at the table."""
        give_seat(
            commitment=commitment,
            organisation=self.organisations[row["organisation"]],
            role=row["role"],
            state=row.get("state", Seat.State.AT_THE_TABLE),
            since=self._day(row.get("since")),
            until=self._day(row.get("until")),
            source=row.get("source", ""),
            **_both(row, "note"),
            **act,
        )

    def due(self, row, name="due", precision="due_precision"):
        """Return the due date of a row and its precision."""
        precision = row.get(precision, Precision.UNKNOWN)
        day = None if precision in UNDATED else row[name]
        return (self.shift.due(day, precision) if self.shift else day), precision

    def _milestone(self, commitment, row):
        due_date, precision = self.due(row)
        start = self._day(row.get("start"))
        if start and due_date and due_date < start:  # the shift moved a period across its start
            start = period_start(due_date, precision)
        add_milestone(
            commitment=commitment,
            number=row["number"],
            owner=self.organisations[row["owner"]] if row.get("owner") else None,
            start_date=start,
            due_date=due_date,
            due_precision=precision,
            source=row.get("source", ""),
            **_both(row, "title", "deliverable", "verification"),
            **self._act(),
        )

    def _act(self):
        return {"by": self.by, "now": self.clock.tick()}

    def _day(self, day):
        return self.shift.day(day) if self.shift else day


def _both(row, *names, strip=False):
    """Return the fields of both languages; what is missing is empty."""
    fields = {
        f"{name}_{code}": row.get(f"{name}_{code}", "") for name in names for code in ("es", "en")
    }
    return {name: text.strip() for name, text in fields.items()} if strip else fields
