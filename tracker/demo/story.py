"""The story of the example: what its people said and decided, act by act in order of time."""

import uuid

from django.core.files import File

from tracker.actions import proposals
from tracker.actions.agreed import effect_of
from tracker.actions.entries import publish, save_draft, withdraw
from tracker.actions.holds import hold
from tracker.actions.seats import move_seat
from tracker.actions.uploads import stage_file
from tracker.demo import joint_notes, meetings, obstacles, ripples, settlements
from tracker.demo.reading import FOLDER
from tracker.models import Commitment, Entry, Milestone, Proposal, Seat

SEAT_VERBS = {"at_the_table": "take", "missing": "miss", "invited": "invite", "left": "leave"}
CODES = ("verifiable", "relevance", "specificity", "potential_impact", "ambition", "early_results")
DRAFTED = {"report": Entry.Kind.PROGRESS_REPORT, "observe": Entry.Kind.OBSERVATION}


class Story:
    """Lets the people of the example act. What was published or proposed is kept by its key."""

    def __init__(self, plan, frame, people, clock):
        self._plan, self._frame, self._people, self._clock = plan, frame, people, clock
        self._said, self._proposed = {}, {}

    def tell(self, commitments):
        """Merge the stories of all commitments and perform each act at its moment."""
        acts = [
            (self._moment(act, "at"), content["commitment"]["number"], position, act)
            for content in commitments
            for position, act in enumerate(content.get("story", []))
        ]
        for at, number, _, act in sorted(acts, key=lambda each: each[:3]):
            now = self._clock.tick_at(at)
            perform = getattr(self, f"_{act['do']}")
            perform(act, self._commitment(number), {"by": self._people[act["by"]], "now": now})

    # --- what people say ---

    def _report(self, act, commitment, who):
        fields = {
            "completion": act.get("completion", ""),
            "text": act["text"].strip(),
            "difficulties": act.get("difficulties", "").strip(),
            "next_step": act.get("next_step", "").strip(),
            "done_date": self._day(act.get("done_on")),
        }
        subject = self._subject(act, commitment)
        seen = subject.status.reports_version
        self._publish(Entry.Kind.PROGRESS_REPORT, act, subject, who, seen_reports=seen, **fields)

    def _observe(self, act, commitment, who):
        fields = self._observed(act) | {"type": act["kind"]}
        if "not_before" in act:
            fields["not_before"] = self._moment(act, "not_before")
        self._publish(Entry.Kind.OBSERVATION, act, self._subject(act, commitment), who, **fields)

    def _respond(self, act, commitment, who):
        observation = self._said[commitment.number, act["to"]]
        self._publish(
            Entry.Kind.RESPONSE,
            act,
            observation.subject,
            who,
            to=observation,
            outcome=act["outcome"],
            text=act["text"].strip(),
            promised_date=self._day(act.get("answer_by")),
        )

    def _settle(self, act, commitment, who):
        settlements.settle(act, self._said[commitment.number, act["of"]], who)

    def _escalate(self, act, commitment, who):
        settlements.escalate(act, self._said[commitment.number, act["of"]], who)

    def _assess(self, act, commitment, who):
        self._publish(
            Entry.Kind.INDEPENDENT_ASSESSMENT,
            act,
            commitment,
            who,
            report_title=act["report_title"],
            completion=act.get("completion", ""),
            text=act["text"].strip(),
            **{code: act.get(code, "") for code in CODES},
        )

    def _ripple(self, act, commitment, who):
        led_by = self._said.get((commitment.number, act.get("led_by")))
        evidence = [self._evidence(piece, who) for piece in act.get("evidence", [])]
        made = ripples.record(act, commitment, evidence, self._day, led_by, who)
        self._said[commitment.number, act["key"]] = made

    def _find(self, act, commitment, who):
        evidence = [self._evidence(piece, who) for piece in act.get("evidence", [])]
        ripples.find(act, self._said[commitment.number, act["to"]], evidence, who)

    def _obstacle(self, act, commitment, who):
        same_as = self._said.get((commitment.number, act.get("same_as")))
        made = obstacles.describe(act, commitment, self._day, same_as, who)
        self._said[commitment.number, act["key"]] = made

    def _act_on_agenda(self, act, commitment, who):
        obstacle = self._said[commitment.number, act["to"]]
        obstacles.act_on_agenda(act, obstacle, self._day(act["on"]), who)

    def _resolve(self, act, commitment, who):
        obstacle = self._said[commitment.number, act["to"]]
        obstacles.resolve(act, obstacle, self._day(act["on"]), who)

    def _withdraw(self, act, commitment, who):
        entry = self._said[commitment.number, act["entry"]]
        withdraw(entry=entry, reason=act["reason"], seen_version=entry.version, **who)

    def _hide(self, act, commitment, who):
        """Let a steward hide words; long ago, so that they can be read again."""
        entry = self._said[commitment.number, act["entry"]]
        hold(
            about=entry,
            ground=act["ground"],
            reason=act["reason"],
            uid=uuid.uuid4(),
            seen_version=entry.version,
            **who,
        )

    def _draft(self, act, commitment, who):
        """Save something that is never published, so that the desk has a draft to show."""
        if act["kind"] == "report":
            fields = {
                name: act.get(name, "") for name in ("completion", "difficulties", "next_step")
            }
        else:
            fields = self._observed(act) | {"type": act.get("observation_kind", "")}
        save_draft(
            kind=DRAFTED[act["kind"]],
            subject=self._subject(act, commitment),
            uid=uuid.uuid4(),
            seen_version=0,
            language=act["language"],
            **(fields | {"text": act["text"].strip()}),
            **who,
        )

    def _write_note(self, act, commitment, who):
        joint_notes.write(act, self._subject(act, commitment), who)

    def _sign_note(self, act, commitment, who):
        joint_notes.sign(self._subject(act, commitment), who)

    def _publish(self, kind, act, subject, who, **fields):
        corrects = (
            self._said[subject.commitment.number, act["corrects"]] if "corrects" in act else None
        )
        entry = publish(
            kind=kind,
            subject=subject,
            uid=uuid.uuid4(),
            seen_version=0,
            language=act["language"],
            evidence=[self._evidence(piece, who) for piece in act.get("evidence", [])],
            corrects=corrects,
            **fields,
            **who,
        )
        if "key" in act:
            self._said[subject.commitment.number, act["key"]] = entry

    def _observed(self, act):
        return {
            "text": act["text"].strip(),
            "completion": act.get("completion", ""),
            "change": act.get("change", ""),
            "seen_by": act.get("seen_by", ""),
            "seen_date": self._day(act.get("seen_on")),
            "asks": act.get("asks", ""),
            "answer_by": self._day(act.get("answer_by")),
        }

    def _evidence(self, piece, who):
        told = {
            "title": piece["title"],
            "fact_date": self._day(piece.get("date")),
            "relation": piece["relation"],
        }
        if "file" in piece:
            return told | {"upload": self._sent(piece["file"], who)}
        return told | {"url": piece["url"]}

    def _sent(self, name, who):
        """Send a file of the example for the organisation of whoever shows it."""
        membership = who["by"].memberships_on(who["now"].date())[0]
        with (FOLDER / "example" / "files" / name).open("rb") as file:
            return stage_file(
                organisation=membership.organisation, file=File(file), name=name, **who
            )

    # --- what is said and agreed at meetings ---

    def _meet(self, act, commitment, who):
        day = self._moment(act, "on").date() if "on" in act else self._today(who)
        self._said[commitment.number, act["key"]] = meetings.meet(act, commitment, day, who)

    def _agree(self, act, commitment, who):
        meeting, day = self._said[commitment.number, act["of"]], self._day(act["due"])
        made = meetings.agree(act, meeting, commitment, day, who)
        self._said[commitment.number, act["key"]] = made

    def _keep(self, act, commitment, who):
        meetings.keep(act, self._said[commitment.number, act["of"]], self._today(who), who)

    def _void(self, act, commitment, who):
        meetings.void(act, self._said[commitment.number, act["of"]], who)

    def _wait(self, act, commitment, who):
        meetings.wait(act, self._subject(act, commitment), who)

    def _today(self, who):
        return self._plan.day_of(who["now"])

    # --- what binds both sides ---

    def _propose(self, act, commitment, who):
        subject = self._subject(act, commitment)
        made = proposals.propose(
            kind=act["kind"],
            subject=subject,
            reason=act["reason"],
            seen_version=effect_of(act["kind"], subject).version,
            **self._proposed_values(act),
            **who,
        )
        self._proposed[commitment.number, act.get("key", "")] = made

    def _answer(self, act, commitment, who):
        proposal = self._proposal(act, commitment)
        answer = {"proposal": proposal, "seen_version": proposal.version, **who}
        match act["verdict"]:
            case "accept":
                proposals.accept(reason=act.get("reason", ""), **answer)
            case "refuse":
                proposals.refuse(reason=act["reason"], **answer)
            case "counter":
                self._proposed[commitment.number, act["key"]] = proposals.counter(
                    reason=act["reason"],
                    seen_subject=effect_of(proposal.kind, proposal.subject).version,
                    **self._proposed_values(act | {"kind": proposal.kind}),
                    **answer,
                )

    def _publish_alone(self, act, commitment, who):
        proposal = self._proposal(act, commitment)
        proposals.publish_unilaterally(proposal=proposal, seen_version=proposal.version, **who)

    def _proposal(self, act, commitment):
        made = self._proposed[commitment.number, act["proposal"]]
        return Proposal.objects.with_subjects().get(pk=made.pk)

    def _proposed_values(self, act):
        """Return the new values that an act proposes."""
        match act["kind"]:
            case Proposal.Kind.DUE_DATE:
                day, precision = self._frame.due(act, "to", "precision")
                return {"due_date": day, "due_precision": precision}
            case Proposal.Kind.STATE:
                return {"state": act["to"]}
        bodies = {name: act.get(name, "").strip() for name in ("body_es", "body_en")}
        return bodies | {"source": act.get("source", "")}

    # --- what the secretariat decides ---

    def _seat(self, act, commitment, who):
        since = {} if act.get("state") in ("invited", "missing") else {"since": act["at"].date()}
        self._frame.seat(commitment, since | act, who)

    def _seat_state(self, act, commitment, who):
        seat = Seat.objects.get(
            commitment=commitment, organisation__slug=act["organisation"], role=act["role"]
        )
        move_seat(
            seat=seat,
            verb=SEAT_VERBS[act["state"]],
            reason=act["reason"],
            seen_version=seat.version,
            **who,
        )

    # --- what the acts are about, as it is now ---

    def _commitment(self, number):
        related = ("plan__secretariat", "status", "theme")
        return Commitment.objects.select_related(*related).get(plan=self._plan, number=number)

    def _subject(self, act, commitment):
        if "milestone" not in act:
            return commitment
        related = ("commitment__plan__secretariat", "owner", "status")
        return Milestone.objects.select_related(*related).get(
            commitment=commitment, number=act["milestone"]
        )

    def _moment(self, act, name):
        shift = self._frame.shift
        return shift.recent(act[name]) if act.get("recent") else shift.moment(act[name])

    def _day(self, day):
        return self._frame.shift.day(day)
