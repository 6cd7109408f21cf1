"""One row of the desk by the reason why it is there: what it is, why, by when, and what to do."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from accounts.models import Side
from tracker.kinds import Kind
from tracker.models import Commitment, Entry, Milestone, Observation, Seat, Settlement
from tracker.presenters.dates import as_day, day_text, moment_text, number_text, relative_text
from tracker.presenters.desk_rows import address_of_form, quoted
from tracker.presenters.statements import outcome_label
from tracker.presenters.statuses import StatusView
from tracker.presenters.tasks import About
from tracker.presenters.wording import Wording, worded
from tracker.queries.reasons.listing import News

ENTRIES = frozenset(kind.value for kind in Entry.Kind)
KINDS = dict(Kind.choices)


@dataclass(frozen=True)
class DeskTask:
    """Arguments of `tracker/desk/task.html`.

    `on` is the day that counts and `far` how far it is; `action` is the one main thing to do, {} where
    others have to.
    """

    title: Wording
    url: str
    why: str
    about: str
    action: dict[str, str]
    on: str = ""
    far: str = ""
    is_late: bool = False
    label: str = ""
    voice: str = ""
    organisation: str = ""
    chip: str = ""
    example: bool = False
    second: dict[str, str] = field(default_factory=dict)
    status: StatusView | None = None


@dataclass(frozen=True)
class Desk:
    """Who reads the row: the side they write for, the keys of their `own` organisations, and when."""

    side: str
    now: dt.datetime
    own: frozenset[int] = frozenset()

    def about(self, subject: Commitment | Milestone) -> About:
        return About(subject, subject.plan.as_of(self.now))


# --- What I owe ---------------------------------------------------------------------------------


def owed(milestone: Milestone, desk: Desk) -> DeskTask:
    """Return a milestone that is overdue or falls due soon."""
    about = desk.about(milestone)
    return DeskTask(
        on=about.due,
        far=relative_text(milestone.due_date, about.as_of) if milestone.due_date else "",
        is_late=about.days_overdue > 0,
        why=_last_reported(milestone),
        action=_form("report", milestone, _("Report progress")),
        second=_form("nothing", milestone, _("Nothing to report")),
        **of_subject(milestone, about),
    )


def _last_reported(milestone: Milestone) -> str:
    """Say when the owner's side last spoke here."""
    side = milestone.owner.side if milestone.owner else Side.GOVERNMENT
    spoke = getattr(milestone.status, f"{Side(side).value}_spoke", None)
    if spoke is None:
        return _("Nothing reported yet")
    return _("Your side last spoke on %(day)s") % {"day": day_text(spoke)}


# --- What others say to me ----------------------------------------------------------------------


def awaiting(entry: Entry, desk: Desk) -> DeskTask:
    observation, about = entry.detail, desk.about(entry.subject)
    by = observation.answer_by
    return DeskTask(
        on=day_text(by or observation.said_date),
        far=relative_text(by or observation.said_date, about.as_of),
        is_late=bool(by and by < about.as_of),
        why=_answer_asked(by, about.as_of),
        chip=str(Observation.Type(observation.type).label) if observation.type else "",
        action={"label": pgettext("verb", "Answer"), "url": reverse("respond", args=[entry.uid])},
        **of_words(entry, about),
    )


def _answer_asked(by: dt.date | None, as_of: dt.date) -> str:
    if by is None:
        return _("Waits for your answer; no day was named")
    days = abs((by - as_of).days)
    if by >= as_of:
        words = ngettext("%(n)s day left to answer", "%(n)s days left to answer", days)
    else:
        words = ngettext("Your answer is %(n)s day late", "Your answer is %(n)s days late", days)
    return words % {"n": number_text(days)}


def answered(entry: Entry, desk: Desk) -> DeskTask:
    about = desk.about(entry.subject)
    outcome = outcome_label(entry.detail.outcome)
    return DeskTask(
        on=day_text(entry.said_date),
        far=relative_text(entry.said_date, about.as_of),
        why=_("Answered: %(outcome)s. It waits for your word.") % {"outcome": outcome},
        action={
            "label": _("Say whether the answer settles it"),
            "url": reverse("settle", args=[entry.detail.to.uid]),
        },
        second={"label": _("Read the answer"), "url": entry.get_absolute_url()},
        **of_words(entry, about),
    )


def escalated(settlement: Settlement, desk: Desk) -> DeskTask:
    observation = settlement.observation
    about, on = desk.about(observation.subject), settlement.plan.day_of(settlement.escalated_at)
    return DeskTask(
        on=day_text(on),
        far=relative_text(on, about.as_of),
        why=_("%(organisation)s brought it to the forum")
        % {"organisation": settlement.organisation_name},
        action={
            "label": _("Close it with a note"),
            "url": reverse("close_question", args=[settlement.uid]),
        },
        **of_words(observation, about),
    )


def promised(entry: Entry, desk: Desk) -> DeskTask:
    about, by = desk.about(entry.subject), entry.detail.promised_date
    return DeskTask(
        on=day_text(by),
        far=relative_text(by, about.as_of),
        is_late=True,
        why=_("The day by which you were promised an answer has passed."),
        action={"label": _("See your question"), "url": entry.detail.to.get_absolute_url()},
        **of_words(entry, about),
    )


def joint_note(revision: Any, desk: Desk) -> DeskTask:
    """Return a joint note that the other side signed, or wrote on; `is_signed` says which."""
    milestone = revision.milestone
    about, day = desk.about(milestone), milestone.plan.day_of(revision.created_at)
    verb = "sign_joint_note" if revision.is_signed else "edit_joint_note"
    place = [milestone.plan.slug, milestone.commitment.number, milestone.number]
    return DeskTask(
        on=day_text(day),
        far=relative_text(day, about.as_of),
        why=_("The other side signed the joint note. It is agreed when yours signs too.")
        if revision.is_signed
        else _("The other side saved revision %(number)s of the joint note.")
        % {"number": revision.number},
        action={"label": _("Read and sign"), "url": reverse(verb, args=place)}
        if revision.is_signed
        else {"label": _("Read and go on writing"), "url": reverse(verb, args=place)},
        **of_subject(milestone, about),
    )


def contested(subject: Commitment | Milestone, desk: Desk) -> DeskTask:
    about, since = desk.about(subject), subject.status.contested_since
    verb, label = "report", _("Report progress")
    if desk.side == Side.CIVIL_SOCIETY:
        verb, label = "observe", _("Register an observation")
    return DeskTask(
        on=day_text(since),
        far=relative_text(since, about.as_of) if since else "",
        why=_("Both sides see it differently since that day"),
        action=_form(verb, subject, label),
        **of_subject(subject, about),
    )


def reported(commitment: Commitment, desk: Desk) -> DeskTask:
    about, spoke = desk.about(commitment), commitment.status.government_spoke
    return DeskTask(
        on=day_text(spoke),
        far=relative_text(spoke, about.as_of) if spoke else "",
        why=_("Government spoke here after your last word"),
        action=_form("observe", commitment, _("Register an observation")),
        **of_subject(commitment, about),
    )


def unassessed(commitment: Commitment, desk: Desk) -> DeskTask:
    return DeskTask(
        why=_("No assessment yet"),
        action=_form("assess", commitment, _("Enter an assessment")),
        **of_subject(commitment, desk.about(commitment)),
    )


# --- What the table needs -----------------------------------------------------------------------


def vacant(seat: Seat, desk: Desk) -> DeskTask:
    about = desk.about(seat.commitment)
    words = {
        "organisation": seat.organisation.short,
        "role": seat.get_role_display(),
        "state": seat.get_state_display(),
    }
    return DeskTask(
        on=day_text(seat.since),
        far=relative_text(seat.since, about.as_of) if seat.since else "",
        why=_("%(organisation)s (%(role)s): %(state)s") % words,
        action={"label": _("See the table"), "url": f"{about.url}#table"},
        **(of_subject(seat.commitment, about) | {"status": None}),
    )


def silent(commitment: Commitment, desk: Desk) -> DeskTask:
    about = desk.about(commitment)
    return DeskTask(
        why=" ".join(_silences(commitment, about.as_of)),
        action={"label": _("Read the story"), "url": f"{about.url}#story"},
        **of_subject(commitment, about),
    )


def _silences(commitment: Commitment, as_of: dt.date) -> list[str]:
    found = []
    for side in (Side.GOVERNMENT, Side.CIVIL_SOCIETY):
        spoke = getattr(commitment.status, f"{side.value}_spoke")
        if spoke is None:
            found.append(_("%(side)s: not a word yet.") % {"side": side.label})
        elif (days := (as_of - spoke).days) > commitment.plan.silent_days:
            words = ngettext(
                "%(side)s: %(days)s day without a word.",
                "%(side)s: %(days)s days without a word.",
                days,
            )
            found.append(words % {"side": side.label, "days": number_text(days)})
    return found


# --- What I left, and what is new ---------------------------------------------------------------


def embargoed(entry: Entry, desk: Desk) -> DeskTask:
    about = desk.about(entry.subject)
    with timezone.override(entry.plan.timezone):
        day, moment = as_day(entry.not_before), moment_text(entry.not_before)
    return DeskTask(
        on=day_text(day),
        far=relative_text(day, about.as_of),
        why=_("It appears by itself on %(moment)s; until then your organisation alone sees it")
        % {"moment": moment},
        chip=str(entry.get_kind_display()),
        action={"label": _("Take it back"), "url": reverse("take_back", args=[entry.uid])},
        second={"label": _("Publish it now"), "url": reverse("publish_now", args=[entry.uid])},
        **of_words(entry, about),
    )


def draft(entry: Entry, desk: Desk) -> DeskTask:
    edit = reverse("edit_draft", args=[entry.uid])
    begun = entry.plan.day_of(entry.created_at)
    return DeskTask(
        why=entry.kept_back
        or _("Begun on %(day)s, seen by your organisation alone") % {"day": day_text(begun)},
        is_late=bool(entry.kept_back),
        chip=_("correction") if entry.corrects_id else str(entry.get_kind_display()),
        action={"label": _("Go on writing"), "url": edit},
        second={"label": _("Discard"), "url": reverse("discard_draft", args=[entry.uid])},
        **(of_words(entry, desk.about(entry.subject)) | {"url": edit}),
    )


def changed(news: News, desk: Desk) -> DeskTask:
    """Return a change of the record, as its history tells it."""
    told, commitment = news
    about = desk.about(commitment)
    on = commitment.plan.day_of(told.at)
    if told.subject_type in ENTRIES:
        url = reverse("entry", args=[told.subject_uid])
    else:
        url = f"{reverse('plan_history', args=[commitment.plan.slug])}?entry={told.seq}"
    return DeskTask(
        title=Wording(capfirst(str(KINDS.get(told.kind, told.kind))), ""),
        url=url,
        on=day_text(on),
        far=relative_text(on, about.as_of),
        why="",
        about=f"{about.label} · {worded(commitment, 'title')}",
        action={"label": _("Read"), "url": url},
        voice=told.side,
        organisation=told.organisation_name,
        example=about.is_example,
    )


# --- Parts --------------------------------------------------------------------------------------


def of_subject(subject: Commitment | Milestone, about: About) -> dict[str, Any]:
    inside = subject.plan if about.milestone is None else subject.commitment
    return {
        "label": str(subject.number) if about.milestone is None else about.milestone.label,
        "title": worded(subject, "title"),
        "url": about.url,
        "about": str(worded(inside, "title")),
        "example": about.is_example,
        "status": StatusView(subject.status, about.as_of),
    }


def of_words(entry: Entry, about: About) -> dict[str, Any]:
    return {
        "title": quoted(entry),
        "url": entry.get_absolute_url(),
        "about": f"{about.label} · {worded(entry.subject, 'title')}",
        "voice": entry.side,
        "organisation": entry.organisation_name,
        "example": about.is_example,
    }


def _form(verb: str, subject: Commitment | Milestone, label: str) -> dict[str, str]:
    return {"label": label, "url": address_of_form(verb, subject)}
