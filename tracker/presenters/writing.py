"""What stands around a form: what was said before, and what follows from publishing."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Side
from tracker.authorization.speaking import owners
from tracker.completion import DEFINITIONS
from tracker.models import Entry, Observation, Response
from tracker.presenters import embedding_words, rippling
from tracker.presenters.consequences import Consequences
from tracker.presenters.dates import day_text, moment_text
from tracker.presenters.desk_rows import address_of_form
from tracker.presenters.statements import Statement, statement
from tracker.presenters.statuses import StatusView
from tracker.presenters.tasks import About, Task, Voice
from tracker.queries import desk

Kind = Entry.Kind

NEW = {
    Kind.PROGRESS_REPORT: gettext_lazy("Report progress"),
    Kind.OBSERVATION: gettext_lazy("What did you observe?"),
    Kind.RESPONSE: gettext_lazy("Answer an observation"),
    Kind.INDEPENDENT_ASSESSMENT: gettext_lazy("Enter an assessment"),
    Kind.RIPPLE: gettext_lazy("Record a ripple"),
    Kind.RIPPLE_FINDING: gettext_lazy("What did you find?"),
    Kind.EMBEDDING: gettext_lazy("Say what is embedded"),
    Kind.REVERSAL: gettext_lazy("Say that it holds no more"),
    Kind.FOLLOW_UP_CHECK: gettext_lazy("What is left of it?"),
}
CORRECTION = {
    Kind.PROGRESS_REPORT: gettext_lazy("Correct a progress report"),
    Kind.OBSERVATION: gettext_lazy("Correct an observation"),
    Kind.RESPONSE: gettext_lazy("Correct an answer"),
    Kind.INDEPENDENT_ASSESSMENT: gettext_lazy("Correct an assessment"),
    Kind.RIPPLE: gettext_lazy("Correct a ripple"),
    Kind.RIPPLE_FINDING: gettext_lazy("Correct a finding"),
    Kind.EMBEDDING: gettext_lazy("Correct an embedding"),
    Kind.REVERSAL: gettext_lazy("Correct a reversal"),
    Kind.FOLLOW_UP_CHECK: gettext_lazy("Correct a follow-up check"),
}
# What the other side says a subject's reports against.
OTHER_SIDE = {Side.GOVERNMENT: Side.CIVIL_SOCIETY, Side.CIVIL_SOCIETY: Side.GOVERNMENT}

WORD_TITLES: dict[str, Any] = {
    Side.GOVERNMENT: gettext_lazy("What government last reported"),
    Side.CIVIL_SOCIETY: gettext_lazy("What civil society last said"),
}
SILENCES: dict[str, Any] = {
    Side.GOVERNMENT: gettext_lazy("Government has not reported yet."),
    Side.CIVIL_SOCIETY: gettext_lazy("Civil society has said nothing yet."),
}

DESCRIPTIONS: dict[str, Any] = {
    **rippling.DESCRIPTIONS,
    **embedding_words.DESCRIPTIONS,
    "type": {
        Observation.Type.CONFIRMS: gettext_lazy("what its owner reports"),
        Observation.Type.DISPUTES: gettext_lazy("what its owner reports"),
        Observation.Type.QUESTION: gettext_lazy("something is not known"),
        Observation.Type.ADVICE: gettext_lazy("how it could go better"),
        Observation.Type.NOTE: gettext_lazy("something new, for the record"),
        Observation.Type.PRAISE: gettext_lazy("somebody did this well"),
    },
    "seen_by": {
        Observation.Seen.SITE_VISIT: gettext_lazy("went there, stood at the counter"),
        Observation.Seen.DATA_TEST: gettext_lazy("download, cross-check, sample"),
        Observation.Seen.INFORMATION_REQUEST: gettext_lazy("a request with a number"),
        Observation.Seen.INTERVIEW: gettext_lazy("somebody told you, in a talk or a meeting"),
        Observation.Seen.DOCUMENTS: gettext_lazy("official or public papers"),
    },
    "outcome": {
        Response.Outcome.TAKEN_UP: gettext_lazy("it is done, or being done"),
        Response.Outcome.PARTLY: gettext_lazy("say which part, and why not the rest"),
        Response.Outcome.NOT_TAKEN_UP: gettext_lazy("give the reason in your answer"),
        Response.Outcome.WILL_ANSWER: gettext_lazy("give the date below"),
    },
}


@dataclass(frozen=True)
class Surroundings:
    """Everything but the form."""

    heading: str
    about: About
    voice: Voice
    task: Task
    status: StatusView
    descriptions: dict[str, Any]
    completion_definitions: Any
    no_descriptions: dict[str, Any]
    other_draft_url: str = ""
    next_line: str = ""
    # Of a report, and partly of an observation:
    consequences: Consequences | None = None
    own_word: Statement | None = None
    other_word: Statement | None = None
    other_side: str = ""
    own_verdict: str = ""
    asks_open: bool = False
    verdict_open: bool = False
    embargo_open: bool = False
    when_line: str = ""
    # Of a response:
    answered: Statement | None = None

    @property
    def submit_label(self) -> str:
        label = self.voice.publish_label
        return _("%(publish)s and go on") % {"publish": label} if self.task.passage else label

    @property
    def draft_label(self) -> str:
        return _("Save the draft and go on") if self.task.passage else _("Save as a draft")

    @property
    def nothing_url(self) -> str:
        """Return where an owner says in one step that there is nothing to report."""
        task = self.task
        if task.kind != Kind.PROGRESS_REPORT or task.corrects or not self.about.milestone:
            return ""
        return address_of_form("nothing", task.subject)

    @property
    def own_word_title(self) -> str:
        return _("What your side last reported")

    @property
    def own_silence(self) -> str:
        return _("Your side has not reported yet.")

    @property
    def other_word_title(self) -> str:
        return WORD_TITLES.get(self.other_side, "")

    @property
    def other_silence(self) -> str:
        return SILENCES.get(self.other_side, "")

    @property
    def crumbs(self) -> list[dict[str, str]]:
        return self.about.crumbs(self.heading)


def surroundings(task: Task, form: Any, now: dt.datetime) -> Surroundings:
    """Return what the page of a form shows around it."""
    subject, organisation = task.subject, task.organisation
    more: dict[str, Any] = {}
    match task.kind:
        case Kind.PROGRESS_REPORT:
            more = _around_report(task, form)
        case Kind.OBSERVATION:
            more = _around_observation(task, form, now)
        case Kind.RESPONSE if task.to is not None:
            more = {"answered": statement(task.to), "next_line": _published_beside()}
        case Kind.EMBEDDING | Kind.FOLLOW_UP_CHECK:
            more = {"next_line": _stands_beside()}
        case Kind.REVERSAL:
            more = {"answered": statement(task.to), "next_line": _stands_beside()}
        case Kind.INDEPENDENT_ASSESSMENT:
            more = {
                "next_line": _stands_apart(),
                "embargo_open": _is_used(form, "not_before"),
                "when_line": _when(form),
            }
        case Kind.RIPPLE:
            more = rippling.around_ripple(form, task)
        case Kind.RIPPLE_FINDING:
            more = rippling.around_finding(task)
    as_of = task.plan.as_of(now)
    return Surroundings(
        heading=str((CORRECTION if task.corrects else NEW)[Kind(task.kind)]),
        about=About(subject, as_of),
        voice=Voice.of(organisation, subject),
        task=task,
        status=StatusView(subject.status, as_of),
        descriptions=DESCRIPTIONS,
        completion_definitions=DEFINITIONS,
        no_descriptions={},
        other_draft_url=_other_draft(task, form),
        **more,
    )


def _around_report(task: Task, form: Any) -> dict[str, Any]:
    side = Side(task.organisation.side)
    own = desk.last_word(task.subject, side, [Kind.PROGRESS_REPORT])
    other_side = OTHER_SIDE[side]
    other = desk.last_word(task.subject, other_side, [Kind.PROGRESS_REPORT, Kind.OBSERVATION])
    form.ask_since(own.said_date if own and not task.corrects else None)
    consequences = Consequences(side, task.subject.status, form["completion"].value() or "")
    return {
        "own_word": statement(own) if own else None,
        "other_word": statement(other) if other else None,
        "other_side": str(other_side),
        "consequences": consequences,
        "next_line": consequences.line,
    }


def _around_observation(task: Task, form: Any, now: dt.datetime) -> dict[str, Any]:
    claim = desk.last_word(task.subject, Side.GOVERNMENT, [Kind.PROGRESS_REPORT])
    return {
        "other_word": statement(claim) if claim else None,
        "other_side": str(Side.GOVERNMENT),
        "own_verdict": desk.last_verdict(task.subject, task.organisation),
        "asks_open": _is_used(form, "asks", "answer_by") or _asks(form),
        "verdict_open": _is_used(form, "completion", "change"),
        "embargo_open": _is_used(form, "not_before"),
        "when_line": _when(form),
        "next_line": _who_answers(task, form, now),
    }


def _is_used(form: Any, *names: str) -> bool:
    """Return whether any of these fields holds something or has to be corrected."""
    return any(form[name].value() or form[name].errors for name in names)


def _asks(form: Any) -> bool:
    """Return whether what is being written is a question or advice, which wait for an answer."""
    return form["type"].value() in (Observation.Type.QUESTION, Observation.Type.ADVICE)


def _who_answers(task: Task, form: Any, now: dt.datetime) -> str:
    """Say before the button who is asked to answer, and by when."""
    asked = [o for o in owners(task.subject) if o.pk != task.organisation.pk]
    if not asked:
        return _("Nobody else owns this, so nobody is asked to answer.")
    usual = task.plan.day_of(now) + dt.timedelta(days=Observation.ANSWER_DAYS)
    said = {
        "names": ", ".join(organisation.short for organisation in asked),
        "day": day_text(form.day_of("answer_by") or usual),
    }
    kind = form["type"].value()
    if form["asks"].value() or form.day_of("answer_by") or kind in Observation.ASKING:
        words = _(
            "%(names)s is asked to answer by %(day)s. If it stays silent after that, the page says so."
        )
    elif kind:
        words = _("%(names)s is not asked for an answer, unless you ask for one above.")
    else:
        words = _(
            "If you dispute, ask or advise, %(names)s is asked to answer by %(day)s. "
            "If it stays silent after that, the page says so."
        )
    return words % said


def _when(form: Any) -> str:
    """Say when others will see it, if that is not at once."""
    moment = form.day_of("not_before")
    if moment is None:
        return ""
    return _(
        "It stays with your organisation until %(moment)s, then appears by itself and stays in the record."
    ) % {"moment": moment_text(moment)}


def _published_beside() -> str:
    return _("It stands beside the observation, which stays as it is.")


def _stands_beside() -> str:
    return _("It stands beside what the other side says, and changes nothing of that.")


def _stands_apart() -> str:
    return _(
        "It stands on a line of its own and changes neither government's nor civil society's word."
    )


def _other_draft(task: Task, form: Any) -> str:
    """Return where the organisation's unfinished draft on the same subject lies, or nothing."""
    if task.draft or task.corrects or form.is_bound:
        return ""
    draft = desk.draft_of(task.kind, task.subject, task.organisation)
    return reverse("edit_draft", args=[draft.uid]) if draft else ""
