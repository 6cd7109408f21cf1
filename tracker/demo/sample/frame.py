"""The frame of a synthetic plan: commitments with text, seats and milestones."""

import datetime as dt
import uuid

from tracker.demo.sample import words
from tracker.due_dates import UNDATED, Precision, period_end
from tracker.kinds import Kind
from tracker.models import Commitment, CommitmentText, Milestone, Seat

PRECISIONS = (
    *(Precision.DAY, Precision.MONTH, Precision.MONTH, Precision.QUARTER, Precision.QUARTER),
    *(Precision.SEASON, Precision.YEAR, Precision.RECURRING, Precision.ONGOING),
)
AMBITION = tuple(Commitment.Ambition.values[3:])


class Promise:
    """A commitment with who sits at its table. `lead` answers for it, `watchers` observe."""

    def __init__(self, commitment, lead, watchers):
        self.commitment, self.lead, self.watchers = commitment, lead, watchers
        self.milestones = []


class FrameMaker:
    """Makes the rows of the frame, unsaved, and the acts that tell of them."""

    def __init__(self, plan, themes, table, dice, start):
        self._plan, self._themes, self._table = plan, themes, table
        self._dice, self._start = dice, start

    def promise(self, number, milestones):
        """Return a promise and the acts by which it comes into the record."""
        dice = self._dice
        commitment = Commitment(
            uid=uid(dice),
            plan=self._plan,
            number=number,
            theme=dice.choice(self._themes),
            ogp_values=[dice.choice(list(Commitment.OGP_VALUES))],
            ambition=dice.choice(AMBITION),
            **words.title(dice, words.TOPICS, number),
            **words.both(dice, "problem", 3),
            **words.both(dice, "objective", 2),
            **words.both(dice, "result", 1),
        )
        lead = dice.choice(self._table.agencies)
        watchers = dice.sample(self._table.watchers, 3)
        promise = Promise(commitment, lead, watchers)
        acts = [self._act(Kind.COMMITMENT_ADDED, commitment), self._text(commitment)]
        acts += [self._act(Kind.SEAT_GIVEN, seat) for seat in self._seats(promise)]
        for position in range(1, milestones + 1):
            milestone = self._milestone(promise, position)
            promise.milestones.append(milestone)
            acts.append(self._act(Kind.MILESTONE_ADDED, milestone))
        return promise, acts

    def _act(self, kind, subject):
        secretariat = self._table.secretariat
        return {
            "kind": kind,
            "subject": subject,
            "by": secretariat.person,
            "organisation": secretariat.organisation,
            "now": self._start,
        }

    def _text(self, commitment):
        text = CommitmentText(
            uid=uid(self._dice),
            commitment=commitment,
            number=1,
            adopted_date=self._plan.start_date,
            **words.both(self._dice, "body", 5),
        )
        text._prefetched_objects_cache = {"agreed_by": []}
        return self._act(Kind.TEXT_ADOPTED, text)

    def _seats(self, promise):
        """Yield the seats: the lead, an adviser, an expert and now and then a co-implementer."""
        interested = self._dice.random() < 0.2
        roles = (
            Seat.Role.ADVISER,
            Seat.Role.EXPERT,
            Seat.Role.CO_IMPLEMENTER if interested else Seat.Role.ACTIVE_OBSERVER,
        )
        taken = [(promise.lead, Seat.Role.LEADS), *zip(promise.watchers, roles, strict=True)]
        promise.hats = dict(taken[1:])
        for speaker, role in taken:
            yield Seat(
                uid=uid(self._dice),
                commitment=promise.commitment,
                organisation=speaker.organisation,
                role=role,
                since=self._plan.start_date,
            )

    def _milestone(self, promise, number):
        dice = self._dice
        length = (self._plan.end_date - self._plan.start_date).days
        start = self._plan.start_date + dt.timedelta(days=dice.randrange(length // 2))
        precision = dice.choice(PRECISIONS)
        due = None
        if precision not in UNDATED:
            due = period_end(start + dt.timedelta(days=dice.randrange(30, length // 2)), precision)
        return Milestone(
            uid=uid(dice),
            commitment=promise.commitment,
            number=number,
            owner=promise.lead.organisation,
            start_date=start,
            due_date=due,
            due_precision=precision,
            original_due_date=due,
            original_due_precision=precision,
            **words.title(dice, words.STEPS, number),
            **words.both(dice, "deliverable", 1),
            **words.both(dice, "verification", 1),
        )


def uid(dice):
    """Return an identifier that follows from the seed."""
    return uuid.UUID(int=dice.getrandbits(128), version=4)
