"""Ripples of a synthetic plan: what one side noticed, and what the other found about it."""

import datetime as dt

from tracker.demo.sample import words
from tracker.models import Entry, Ripple, RippleFinding, Seat
from tracker.ripple_state import Finding, Layer

MOST_OPEN = 100


class RippleMaker:
    """Makes ripples of both sides, and findings of the side that did not notice them."""

    def __init__(self, talk):
        self._talk, self._open = talk, []

    def act(self, promise, now):
        """Return the act of a finding where something waits for one, now and then; or of a ripple."""
        dice = self._talk.dice
        if self._open and dice.random() < 0.5:
            ripple, finder = self._open.pop(dice.randrange(len(self._open)))
            return self._finding(ripple, finder, now)
        return self._ripple(promise, now)

    def written(self, entry):
        """Remember a ripple that was saved, with who of the other side can look at it."""
        if entry.kind == Entry.Kind.RIPPLE:
            self._open.append((entry, entry.finder))
            del self._open[:-MOST_OPEN]

    def _ripple(self, promise, now):
        talk, dice = self._talk, self._talk.dice
        sides = [promise.lead, self._watcher(promise)]
        dice.shuffle(sides)
        speaker, finder = sides
        ripple = Ripple(
            title=words.prose(dice, "es", 1)[:150],
            layer=dice.choice(Layer.values),
            type=dice.choice(Ripple.Type.values),
            contribution=words.prose(dice, "es", 1),
            noticed_date=talk.plan.day_of(now) - dt.timedelta(days=dice.randrange(30)),
            effect=dice.choices(Ripple.Effect.values, (9, 1))[0],
            anticipated=dice.choice(Ripple.Anticipated.values),
            hat=promise.hats.get(speaker, ""),
            **talk.said(Entry.Kind.RIPPLE, speaker, promise.commitment, now, 2),
        )
        ripple.finder = (finder, promise.hats.get(finder, ""))
        return talk.act(ripple, speaker, now, dice.randrange(2))

    def _finding(self, ripple, finder, now):
        speaker, hat = finder
        talk = self._talk
        # Who helps to carry it out is interested and does not corroborate.
        interested = hat == Seat.Role.CO_IMPLEMENTER
        codes = (Finding.REJECTS,) if interested else (Finding.CORROBORATES, Finding.REJECTS)
        finding = RippleFinding(
            to=ripple,
            finding=talk.dice.choice(codes),
            hat=hat,
            **talk.said(Entry.Kind.RIPPLE_FINDING, speaker, ripple.commitment, now, 1),
        )
        return talk.act(finding, speaker, now, 1)

    def _watcher(self, promise):
        return self._talk.dice.choice(promise.watchers)
