"""One thing on a person's desk: what it is, when, and what to do about it."""

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from tracker.models import Commitment, Entry, Milestone, Observation
from tracker.presenters.dates import day_text, number_text
from tracker.presenters.statuses import StatusView
from tracker.presenters.tasks import About
from tracker.presenters.tombstones import in_place
from tracker.presenters.wording import Wording, worded

QUOTE = 140  # characters of a text in a row


@dataclass(frozen=True)
class Row:
    """One thing on the desk. `late` and `when` stand under the title; `status` may be None."""

    label: str
    title: Wording
    url: str
    context: str
    actions: list[dict[str, str]]
    late: str = ""
    when: str = ""
    voice: str = ""
    organisation: str = ""
    chip: str = ""
    example: bool = False
    status: StatusView | None = None


def of_milestone(milestone: Milestone, now: dt.datetime) -> Row:
    about = _about(milestone, now)
    done = milestone.status.done_date
    return Row(
        label=milestone.label,
        title=worded(milestone, "title"),
        url=about.url,
        context=str(worded(milestone.commitment, "title")),
        actions=[{"label": _("Report progress"), "url": address_of_form("report", milestone)}],
        late=_late(milestone, about.days_overdue),
        when=_("Done on %(day)s") % {"day": day_text(done)}
        if done
        else _("Due: %(due)s") % {"due": about.due},
        example=about.is_example,
        status=StatusView(milestone.status, about.as_of),
    )


def of_commitment(commitment: Commitment, now: dt.datetime, verb: str, label: str) -> Row:
    about = _about(commitment, now)
    return Row(
        label=str(commitment.number),
        title=worded(commitment, "title"),
        url=about.url,
        context=str(worded(commitment.plan, "title")),
        actions=[{"label": label, "url": address_of_form(verb, commitment)}],
        example=about.is_example,
        status=StatusView(commitment.status, about.as_of),
    )


def of_observation(observation: Observation, now: dt.datetime) -> Row:
    about = _about(observation.subject, now)
    overdue = observation.answer_by and observation.answer_by < about.as_of
    asked = _("Answer asked by %(day)s") % {"day": day_text(observation.answer_by)}
    return Row(
        label="",
        title=quoted(observation),
        url=observation.get_absolute_url(),
        context=f"{about.label} · {worded(observation.subject, 'title')}",
        actions=[
            {
                "label": pgettext("verb", "Answer"),
                "url": reverse("respond", args=[observation.uid]),
            },
        ],
        late=asked if overdue else "",
        when=asked if observation.answer_by and not overdue else "",
        voice=observation.side,
        organisation=observation.organisation_name,
        example=about.is_example,
        chip=f"{observation.get_type_display()}, {day_text(observation.said_date)}",
    )


def of_draft(draft: Entry, now: dt.datetime) -> Row:
    about = _about(draft.subject, now)
    edit = reverse("edit_draft", args=[draft.uid])
    return Row(
        label="",
        title=quoted(draft),
        url=edit,
        context=f"{about.label} · {worded(draft.subject, 'title')}",
        actions=[
            {"label": _("Go on writing"), "url": edit},
            {"label": _("Discard"), "url": reverse("discard_draft", args=[draft.uid])},
        ],
        when=_("Begun on %(day)s") % {"day": day_text(draft.plan.day_of(draft.created_at))},
        voice=draft.side,
        organisation=draft.organisation_name,
        example=about.is_example,
        chip=_("correction") if draft.corrects_id else str(draft.get_kind_display()),
    )


def _about(subject: Commitment | Milestone, now: dt.datetime) -> About:
    return About(subject, subject.plan.as_of(now))


def _late(milestone: Milestone, days: int) -> str:
    if not days:
        return ""
    return _("Overdue for %(days)s") % {
        "days": ngettext("%(n)s day", "%(n)s days", days) % {"n": number_text(days)}
    }


def quoted(entry: Entry) -> Wording:
    """Return the beginning of what somebody wrote, or why it cannot be read."""
    if hidden := in_place(entry):
        return Wording(hidden, "")
    text = Truncator(" ".join(entry.text.split())).chars(QUOTE)
    return Wording(text or _("(nothing written yet)"), entry.language if text else "")


def address_of_form(verb: str, subject: Commitment | Milestone) -> str:
    """Return where a form about a subject stands: report, observe, assess."""
    commitment = subject.commitment
    place = [commitment.plan.slug, commitment.number]
    if isinstance(subject, Milestone):
        return reverse(f"{verb}_milestone", args=[*place, subject.number])
    return reverse(f"{verb}_commitment", args=place)
