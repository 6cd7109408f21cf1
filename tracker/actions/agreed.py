"""What each kind of proposal changes once it is agreed, by the same writes as the frame's own actions.

The reason stays with the proposal and is read there: what is hidden or erased of it is so everywhere.
"""

import copy
import datetime as dt

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import Organisation
from ledger.models.recorded import written
from tracker import workflow
from tracker.actions import commitment_texts, commitments, milestones, seats
from tracker.actions.writing import create, only
from tracker.kinds import Kind
from tracker.models import Commitment, Milestone, Proposal, Seat
from tracker.models.proposal import BOTH_SIDES


class Outdated(workflow.WrongState):
    """What a proposal would change is not any more what its proposer saw."""

    def __init__(self):
        super().__init__(
            _(
                "What this proposal would change has changed since it was made. Nothing was done: "
                "propose it anew, from what stands there now."
            )
        )


class Effect:
    """One kind of change. `row` is what it changes; `fields` are the columns that it may change.

    `who` is whoever acts: `by`, `organisation` and `now`.
    """

    fields: tuple[str, ...] = ()
    # Columns that hold an organisation; the record writes its short address.
    organisations = ("owner", "organisation")

    def __init__(self, row):
        self.row = row

    @property
    def version(self):
        """Return what must be the same when the proposal is agreed."""
        return self.row.version

    def before(self, name):
        return getattr(self.row, name)

    def change(self, values):
        """Return `{field: [old, new]}` of what differs. Raises ValidationError, WrongState."""
        values = self.checked(only(values, self.fields))
        pairs = {name: [written(self.before(name)), written(new)] for name, new in values.items()}
        found = {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
        if not found:
            raise ValidationError(_("This is what it says already: change something first."))
        return found

    def checked(self, values):
        """Return the values as they would be written. Raises ValidationError."""
        trial = copy.copy(self.row)
        for name, value in values.items():
            setattr(trial, name, value)
        trial.full_clean()
        return {name: getattr(trial, name) for name in values}

    def values(self, change):
        """Return what a proposal's change means: rows and dates for what stands there as text."""
        return {name: self._read(name, new) for name, (_old, new) in change.items()}

    def _read(self, name, value):
        if name in self.organisations:
            return Organisation.objects.get(slug=value) if value else None
        if name == "due_date":
            return dt.date.fromisoformat(value) if value else None
        return value

    def carry_out(self, proposal, who):
        """Write the change and return the proposal's columns that tell of it."""
        raise NotImplementedError


class DueDate(Effect):
    """A date and how exactly it is known: one cannot be read without the other."""

    fields = ("due_date", "due_precision")

    def change(self, values):
        super().change(values)
        values = self.checked(values)
        return {name: [written(self.before(name)), written(values[name])] for name in self.fields}

    def carry_out(self, proposal, who):
        values = self.values(proposal.change)
        row = milestones.write_due_date(
            self.row,
            values["due_date"],
            values["due_precision"],
            seen_version=proposal.seen_version,
            **who,
        )
        return {"carried_version": row.version}


class Description(Effect):
    fields = (
        "title_es",
        "title_en",
        "deliverable_es",
        "deliverable_en",
        "verification_es",
        "verification_en",
        "owner",
    )

    def carry_out(self, proposal, who):
        row = milestones.write_description(
            self.row,
            self.values(proposal.change),
            seen_version=proposal.seen_version,
            **who,
        )
        return {"carried_version": row.version}


class Wording(Effect):
    """A new version of the official text; older ones stay."""

    fields = ("body_es", "body_en", "source")

    @property
    def version(self):
        return commitment_texts.last_number(self.row)

    def before(self, name):
        last = self.row.texts.order_by("-number").first()
        return getattr(last, name) if last else ""

    def checked(self, values):
        if not (values.get("body_es") or values.get("body_en")):
            raise ValidationError({"body_es": _("Give the text in at least one language.")})
        return values

    def carry_out(self, proposal, who):
        fields = {name: self.before(name) for name in self.fields} | self.values(proposal.change)
        fields["adopted_date"] = proposal.plan.day_of(who["now"])
        text = commitment_texts.write_text(self.row, fields, agreeing(proposal), **who)
        return {"adopted_text": text, "carried_version": text.version}


class State(Effect):
    """A commitment is paused, resumed, withdrawn or superseded."""

    fields = ("state",)

    def checked(self, values):
        workflow.towards(workflow.COMMITMENT, self.row.state, values["state"])
        return values

    def carry_out(self, proposal, who):
        (state,) = self.values(proposal.change).values()
        row = commitments.write_state(
            self.row,
            workflow.towards(workflow.COMMITMENT, self.row.state, state),
            proposal.plan.day_of(who["now"]),
            seen_version=proposal.seen_version,
            **who,
        )
        return {"carried_version": row.version}


class SeatState(Effect):
    """An organisation's seat is taken, missed, offered again or left."""

    fields = ("state",)

    def checked(self, values):
        workflow.towards(workflow.SEAT, self.row.state, values["state"])
        return values

    def carry_out(self, proposal, who):
        (state,) = self.values(proposal.change).values()
        row = seats.write_state(
            self.row,
            workflow.towards(workflow.SEAT, self.row.state, state),
            seen_version=proposal.seen_version,
            **who,
        )
        return {"carried_version": row.version}


class NewSeat(Effect):
    """Somebody is missing: an organisation is given a role at the table."""

    fields = ("organisation", "role", "state")

    @property
    def version(self):
        """Return 0: there is nothing yet that somebody could have changed meanwhile."""
        return 0

    def before(self, name):
        return None

    def checked(self, values):
        Seat(commitment=self.row, **values).full_clean()
        return values

    def carry_out(self, proposal, who):
        day = proposal.plan.day_of(who["now"])
        seat = Seat(commitment=self.row, since=day, **self.values(proposal.change))
        try:
            seat = create(Kind.SEAT_GIVEN, seat, **who)
        except ValidationError:
            # Somebody gave this very seat meanwhile.
            raise Outdated from None
        return {"seat": seat, "carried_version": seat.version}


def effect_of(kind, subject):
    """Return what a proposal of a kind would change, the subject loaded anew."""
    row = _fresh(subject)
    if kind == Proposal.Kind.SEAT:
        return SeatState(row) if isinstance(row, Seat) else NewSeat(row)
    by_kind = {
        Proposal.Kind.DUE_DATE: DueDate,
        Proposal.Kind.MILESTONE: Description,
        Proposal.Kind.TEXT: Wording,
        Proposal.Kind.STATE: State,
    }
    return by_kind[kind](row)


def effect_of_proposal(proposal):
    return effect_of(proposal.kind, proposal.seat or proposal.milestone or proposal.commitment)


def agreeing(proposal):
    """Return the organisations of both sides that stand behind a proposal."""
    own = [proposal.organisation] if proposal.side in BOTH_SIDES else []
    accepted = [a.organisation for a in proposal.answers.all() if a.verdict == "accept"]
    return [*own, *accepted]


RELATED = {
    Commitment: ("plan__secretariat", "theme"),
    Milestone: ("commitment__plan__secretariat", "owner"),
    Seat: ("commitment__plan__secretariat", "organisation"),
}


def _fresh(subject):
    model = type(subject)
    return model.objects.select_related(*RELATED[model]).get(pk=subject.pk)
