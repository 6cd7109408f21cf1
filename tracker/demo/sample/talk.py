"""What is said in a synthetic plan: reports, observations, responses and assessments."""

import datetime as dt

from tracker.completion import STEPS, Completion
from tracker.demo.sample import words
from tracker.demo.sample.frame import uid
from tracker.demo.sample.ripples import RippleMaker
from tracker.kinds import Kind
from tracker.models import (
    Entry,
    Evidence,
    IndependentAssessment,
    Observation,
    ProgressReport,
    Response,
)

WHOLE_COMMITMENT = 0.2
OUTCOMES = (Response.Outcome.TAKEN_UP, Response.Outcome.PARTLY, Response.Outcome.NOT_TAKEN_UP)


class TalkMaker:
    """Makes entries as they would have been published, unsaved, with the acts that tell of them."""

    def __init__(self, plan, promises, table, dice):
        self.plan, self._promises, self._table, self.dice = plan, promises, table, dice
        self._unanswered = []
        self._correctable = []
        self._ripples = RippleMaker(self)

    def entry(self, now):
        """Return the act of one entry published at a moment."""
        chance = self.dice.random()
        if chance < 0.08 and self._unanswered:
            return self._response(now)
        promise = self.dice.choice(self._promises)
        if chance < 0.10:
            return self._assessment(promise, now)
        if chance < 0.15:
            return self._ripples.act(promise, now)
        return self._report(promise, now) if chance < 0.5 else self._observation(promise, now)

    def written(self, acts):
        """Remember what was saved, so that later entries can answer or correct it."""
        for act in acts:
            entry = act["subject"]
            self._ripples.written(entry)
            if entry.kind == Entry.Kind.OBSERVATION and entry.asks:
                self._unanswered.append(entry)
            if self.dice.random() < 0.01 and entry.kind == Entry.Kind.PROGRESS_REPORT:
                self._correctable.append(entry)
        del self._unanswered[:-200]

    def _report(self, promise, now):
        if self._correctable:
            earlier = self._correctable.pop()
            lead = next(a for a in self._table.agencies if a.organisation == earlier.organisation)
            subject, about = earlier.subject, {"corrects": earlier}
        else:
            lead, subject, about = promise.lead, self._subject(promise), {}
        # The further the plan has come, the more is done.
        completion = self.dice.choice(STEPS[: 2 + 3 * self._progress(now) // 100])
        report = ProgressReport(
            completion=completion,
            difficulties=words.prose(self.dice, "es", 1),
            next_step=words.prose(self.dice, "es", 1),
            done_date=self.plan.day_of(now) if completion == Completion.COMPLETE else None,
            **about,
            **self.said(Entry.Kind.PROGRESS_REPORT, lead, subject, now, 3),
        )
        pieces = 1 if completion == Completion.COMPLETE else self.dice.randrange(3)
        return self.act(report, lead, now, pieces)

    def _observation(self, promise, now):
        watcher = self.dice.choice(promise.watchers)
        subject = self._subject(promise)
        asks = words.prose(self.dice, "es", 1) if self.dice.random() < 0.3 else ""
        today = self.plan.day_of(now)
        observation = Observation(
            completion=self.dice.choice(("", *Completion.values)),
            type=self.dice.choice(Observation.Type.values),
            change=self.dice.choice(Observation.Change.values),
            seen_by=self.dice.choice(Observation.Seen.values),
            seen_date=today - dt.timedelta(days=self.dice.randrange(10)),
            asks=asks,
            answer_by=today + dt.timedelta(days=30) if asks else None,
            hat=promise.hats[watcher],
            **self.said(Entry.Kind.OBSERVATION, watcher, subject, now, 2),
        )
        return self.act(observation, watcher, now, self.dice.randrange(2))

    def _response(self, now):
        observation = self._unanswered.pop(self.dice.randrange(len(self._unanswered)))
        lead = self._lead_of(observation)
        response = Response(
            to=observation,
            outcome=self.dice.choice(OUTCOMES),
            **self.said(Entry.Kind.RESPONSE, lead, observation.subject, now, 2),
        )
        return self.act(response, lead, now)

    def _assessment(self, promise, now):
        dice, reviewer = self.dice, self._table.reviewer
        assessment = IndependentAssessment(
            report_title="Informe de muestra",
            completion=dice.choice(STEPS),
            verifiable=dice.choice(IndependentAssessment.YesNo.values),
            ambition=dice.choice(IndependentAssessment.Ambition.values),
            early_results=dice.choice(IndependentAssessment.EarlyResults.values),
            **self.said(Entry.Kind.INDEPENDENT_ASSESSMENT, reviewer, promise.commitment, now, 3),
        )
        return self.act(assessment, reviewer, now)

    def said(self, kind, speaker, subject, now, sentences):
        """Return the columns that entries of all kinds share."""
        milestone = None if subject is subject.commitment else subject
        return {
            "uid": uid(self.dice),
            "version": 2,  # as after saving and publishing it
            "kind": kind,
            "commitment": subject.commitment,
            "milestone": milestone,
            "author": speaker.person,
            "organisation": speaker.organisation,
            "organisation_name": speaker.organisation.short,
            "side": speaker.organisation.side,
            "language": "es",
            "text": words.prose(self.dice, "es", sentences),
            "said_date": self.plan.day_of(now),
            "state": Entry.State.PUBLISHED,
            "created_at": now,
            "published_at": now,
        }

    def act(self, entry, speaker, now, pieces=0):
        evidence = [self._piece(entry, position) for position in range(1, pieces + 1)]
        entry._prefetched_objects_cache = {"evidence": evidence}
        return {
            "kind": Kind.of_entry(entry, "published"),
            "subject": entry,
            "by": speaker.person,
            "organisation": speaker.organisation,
            "now": now,
        }

    def _piece(self, entry, position):
        return Evidence(
            position=position,
            title=words.prose(self.dice, "es", 1)[:200],
            url=f"https://muestra.example/{entry.uid}/{position}",
            fact_date=entry.said_date,
        )

    def _subject(self, promise):
        if not promise.milestones or self.dice.random() < WHOLE_COMMITMENT:
            return promise.commitment
        return self.dice.choice(promise.milestones)

    def _lead_of(self, observation):
        number = observation.commitment.number
        return self._promises[number - 1].lead

    def _progress(self, now):
        """Return how much of the plan has passed, in per cent."""
        gone = (self.plan.day_of(now) - self.plan.start_date).days
        return min(99, 100 * gone // (self.plan.end_date - self.plan.start_date).days)
