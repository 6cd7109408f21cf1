"""The clock of a load: every act has its own moment, in order, none after the load itself."""

import datetime as dt


class Clock:
    """Tells the time of the acts that are loaded. `latest` is the moment of loading."""

    def __init__(self, start, latest, step):
        self._now = min(start, latest)
        self._latest = latest
        self._step = step

    def tick(self):
        """Return the moment of the next act."""
        moment = self._now
        self._now = min(moment + self._step, self._latest)
        return moment

    def tick_at(self, moment):
        """Return the moment of an act that has one: `moment`, but never before the act before it."""
        self._now = min(max(moment, self._now), self._latest)
        return self.tick()


def in_order(start, latest):
    """Return a clock for what a person enters one after the other, half a minute each."""
    return Clock(start, latest, dt.timedelta(seconds=30))


def just_before(latest):
    """Return a clock for what is entered by a program, shortly before `latest`."""
    return Clock(latest - dt.timedelta(seconds=10), latest, dt.timedelta(milliseconds=1))
