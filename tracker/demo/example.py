"""The working example: an invented plan, dated as if it had been lived."""

import datetime as dt

from accounts.models import Organisation
from tracker.demo import people, reading
from tracker.demo.clock import in_order
from tracker.demo.frame import Frame
from tracker.demo.shifting import Shift
from tracker.demo.story import Story

OPENS, FRAME_ENTERED = dt.time(9), dt.time(9, 30)


class Example:
    """Loads the example. `people` holds its persons by key once they have come."""

    def __init__(self, now):
        self.content = reading.example_plan()
        self.rows = reading.people()
        self.now = now
        self.shift = Shift.until(now, self.content["plan"]["timezone"])
        self.people = {}
        self._first_day = min(row["since"] for row in self.rows)

    def opening(self):
        """Return the moment at which the first account is opened."""
        return min(self.shift.moment(dt.datetime.combine(self._first_day, OPENS)), self.now)

    def load(self, loader):
        """Enter organisations and people, then the frame, then the story. Returns the plan."""
        self._enter_people(loader)
        row = self.content["plan"]
        start = self.shift.moment(dt.datetime.combine(row["start"], FRAME_ENTERED))
        clock = in_order(start, self.now)
        frame = Frame(self.people[self._secretary()], clock, self.shift)
        plan = frame.enter(self.content)
        Story(plan, frame, self.people, clock).tell(self.content["commitments"])
        return plan

    def close(self, loader, now):
        """Let the secretariat shut the account that loaded everything."""
        people.close_account(loader, self.people[self._secretary()], now)

    def cast(self):
        """Yield the people who can sign in, as `(row of the file, user)`."""
        for row in self.rows:
            if row["cast"]:
                yield row, self.people[row["key"]]

    def _enter_people(self, loader):
        clock = in_order(self.opening(), self.now)
        clock.tick()  # the loader's own account
        for row in reading.organisations("example"):
            people.enter_organisation(row, loader, clock.tick(), is_example=True)
        organisations = {each.slug: each for each in Organisation.objects.all()}
        for row in sorted(self.rows, key=lambda row: row["since"]):
            moment = self.shift.moment(dt.datetime.combine(row["since"], OPENS))
            came = row | {"since": self.shift.day(row["since"])}
            self.people[row["key"]] = people.enter_person(
                came, organisations[row["organisation"]], loader, clock.tick_at(moment)
            )

    def _secretary(self):
        secretariat = self.content["plan"]["secretariat"]
        return next(row["key"] for row in self.rows if row["organisation"] == secretariat)
