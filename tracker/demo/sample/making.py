"""Makes a synthetic plan step by step, each step in a transaction of its own."""

import datetime as dt
import random
from dataclasses import dataclass

from django.utils import timezone, translation

from tracker.actions.bulk import change_all, create_all
from tracker.actions.folding import create_statuses
from tracker.actions.plans import add_plan, move_plan
from tracker.actions.themes import add_theme
from tracker.demo.sample import words
from tracker.demo.sample.frame import FrameMaker
from tracker.demo.sample.table import Table
from tracker.demo.sample.talk import TalkMaker
from tracker.due_dates import add_months, period_end
from tracker.kinds import Kind
from tracker.models import Entry, Plan

MONTHS_GONE, MONTHS_IN_ALL = 15, 24
STEP = 500  # acts in one transaction
SLIPPED, WITHDRAWN, PAUSED = 0.05, 0.01, 0.02


@dataclass(frozen=True)
class Size:
    """How large a plan is. `milestones` are those of each commitment, `entries` all that is said."""

    commitments: int
    milestones: int
    entries: int


def make(*, size, seed, slug, now=None, tell=print):
    """Make a plan that follows from size, seed, slug and day. Returns it.

    `tell` is called with a sentence after each step. Salts are drawn anew each time, as always,
    so two plans of one seed have the same rows and different hashes.
    """
    with translation.override(None):
        return _Maker(size, seed, slug, now or timezone.now(), tell).make()


class _Maker:
    def __init__(self, size, seed, slug, now, tell):
        self._size, self._slug, self._tell, self._now = size, slug, tell, now
        # With the slug, so that two plans of one seed can stand side by side.
        self._dice = random.Random(f"{seed} {slug}")  # noqa: S311 - synthetic, no secrets
        first_day = add_months(now.date().replace(day=1), -MONTHS_GONE)
        self._start = dt.datetime.combine(first_day, dt.time(15), dt.UTC)
        self._table = None
        self._plan = None
        self._said = []

    def make(self):
        opened = self._start - dt.timedelta(days=30)
        since = opened.date() - dt.timedelta(days=1)
        self._table = Table(self._slug, self._size.commitments, opened, since)
        self._plan = self._open_plan()
        promises = self._enter_frame()
        self._speak(promises)
        self._decide(promises)
        create_statuses(self._plan.commitments.all())
        self._tell("Statuses folded.")
        return self._plan

    def _by(self, now):
        return {"by": self._table.secretariat.person, "now": now}

    def _open_plan(self):
        first_day = self._start.date()
        last_day = add_months(first_day, MONTHS_IN_ALL) - dt.timedelta(days=1)
        return add_plan(
            slug=self._slug,
            number=1,
            nature=Plan.Nature.EXAMPLE,
            jurisdiction_es="Muestra",
            jurisdiction_en="Sample",
            title_es=f"Plan de muestra {self._slug}",
            title_en=f"Sample plan {self._slug}",
            summary_es="Datos sintéticos: nada de lo que dice es verdad.",
            summary_en="Synthetic data: nothing it says is true.",
            start_date=first_day,
            end_date=last_day,
            **self._by(self._start),
        )

    def _enter_frame(self):
        themes = [
            add_theme(
                plan=self._plan,
                slug=f"{self._slug}-{number}"[:60],
                title_es=es,
                title_en=en,
                **self._by(self._start),
            )
            for number, (es, en) in enumerate(words.TOPICS, 1)
        ]
        maker = FrameMaker(self._plan, themes, self._table, self._dice, self._start)
        promises, pending = [], []
        for number in range(1, self._size.commitments + 1):
            promise, acts = maker.promise(number, self._size.milestones)
            promises.append(promise)
            pending += acts
            if len(pending) >= STEP or number == self._size.commitments:
                create_all(self._plan, pending)
                pending = []
                self._tell(f"{number} of {self._size.commitments} commitments.")
        self._plan = move_plan(
            plan=self._plan,
            verb="put_in_force",
            seen_version=self._plan.version,
            **self._by(self._start),
        )
        for promise in promises:
            promise.commitment.plan = self._plan
        return promises

    def _speak(self, promises):
        """Publish entries evenly from the plan's start to two days ago."""
        talk = TalkMaker(self._plan, promises, self._table, self._dice)
        span = self._now - dt.timedelta(days=2) - self._start
        total = self._size.entries
        step = min(STEP, max(10, total // 10))
        for first in range(0, total, step):
            last = min(first + step, total)
            acts = [talk.entry(self._start + span * (i + 1) / total) for i in range(first, last)]
            create_all(self._plan, acts)
            talk.written(acts)
            self._said += [act for act in acts if self._dice.random() < WITHDRAWN]
            self._tell(f"{last} of {total} entries.")

    def _decide(self, promises):
        """Move due dates, withdraw entries and pause commitments, all in the last two days."""
        now = self._now - dt.timedelta(days=1)
        secretariat = self._table.secretariat
        frame = {"by": secretariat.person, "organisation": secretariat.organisation, "now": now}
        reason = words.prose(self._dice, "es", 1)
        changes = []
        for milestone in (each for promise in promises for each in promise.milestones):
            if milestone.due_date and self._dice.random() < SLIPPED:
                later = period_end(add_months(milestone.due_date, 3), milestone.due_precision)
                act = {"kind": Kind.DUE_DATE_MOVED, "subject": milestone, "reason": reason, **frame}
                changes.append((act, {"due_date": later}))
        for commitment in (promise.commitment for promise in promises):
            if self._dice.random() < PAUSED:
                act = {"kind": Kind.COMMITMENT_PAUSED, "subject": commitment, "reason": reason}
                fields = {
                    "state": "paused",
                    "state_reason": reason,
                    "state_date": self._plan.day_of(now),
                }
                changes.append((act | frame, fields))
        for said in self._said:
            entry = said["subject"]
            act = said | {
                "kind": Kind.of_entry(entry, "withdrawn"),
                "reason": reason,
                "now": now,
            }
            fields = {
                "state": Entry.State.WITHDRAWN,
                "withdrawn_at": now,
                "withdrawal_reason": reason,
            }
            changes.append((act, fields))
        for first in range(0, len(changes), STEP):
            change_all(self._plan, changes[first : first + STEP])
        self._tell(f"{len(changes)} decisions.")
