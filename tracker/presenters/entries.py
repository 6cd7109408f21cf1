"""One entry at its permanent address."""

from functools import cached_property
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from tracker.completion import Completion
from tracker.kinds import Kind
from tracker.models import Entry
from tracker.presenters import places, ripple_words
from tracker.presenters.dates import day_text, moment_text, period_text
from tracker.presenters.settlements import broken_promise, lateness, statements_of, with_fact
from tracker.presenters.statements import Statement, address, outcome_label, statement
from tracker.presenters.statuses import StatusView
from tracker.presenters.tombstones import in_place
from tracker.presenters.wording import Wording, worded
from tracker.queries.entry_page import EntryThread


class EntryView:
    """An entry, public or a draft, with the words it stands among."""

    def __init__(self, thread: EntryThread) -> None:
        self.thread = thread
        self.entry = thread.entry
        self.plan = thread.entry.plan

    # --- Head -----------------------------------------------------------------------------------

    @cached_property
    def kind_label(self) -> str:
        return str(self.entry.get_kind_display())

    @cached_property
    def on(self) -> str:
        return period_text(self.entry.said_date, self.entry.said_precision)

    @cached_property
    def title(self) -> str:
        """Return who said it and when, in the words of the heading."""
        if self.entry.is_draft:
            words = _("Draft: %(kind)s of %(organisation)s")
        elif self.entry.is_embargoed:
            words = _("Not public yet: %(kind)s of %(organisation)s")
        else:
            words = _("%(kind)s of %(organisation)s, %(date)s")
        kind = self.kind_label.lower() if self.entry.is_private else self.kind_label
        return words % {
            "kind": kind,
            "organisation": self.entry.organisation_name,
            "date": self.on,
        }

    @property
    def crumbs(self) -> list[dict[str, str]]:
        subject = self.entry.milestone
        way = (
            places.way_to_milestone(subject)
            if subject
            else places.way_to_commitment(self.entry.commitment)
        )
        return places.crumbs(*way, (self.kind_label, address(self.entry)))

    @property
    def plan_nav(self) -> dict[str, Any]:
        return places.plan_nav(self.plan, "commitments")

    # --- The words ------------------------------------------------------------------------------

    @cached_property
    def statement(self) -> Statement:
        return statement(self.entry, changes=self._changes())

    def _changes(self) -> list[dict[str, Any]]:
        """Return what a correction changes in the entry that it corrects."""
        earlier = self.thread.earlier
        if earlier is None:
            return []
        found = []
        if earlier.completion != self.entry.completion:
            found.append(
                {
                    "label": _("Assessment"),
                    "old": _completion(earlier),
                    "new": _completion(self.entry),
                    "lang": "",
                    "whole": True,
                }
            )
        if earlier.text != self.entry.text and not (in_place(earlier) or in_place(self.entry)):
            found.append(
                {
                    "label": _("Text, compared with the entry it corrects"),
                    "old": earlier.text,
                    "new": self.entry.text,
                    "lang": self.entry.language,
                    "whole": False,
                }
            )
        return found

    @cached_property
    def question(self) -> Statement | None:
        """Return the entry that this one answers or speaks of."""
        return _neighbour(self.thread.question)

    @property
    def question_title(self) -> str:
        if self.entry.kind == Entry.Kind.RESPONSE:
            return _("In answer to")
        return _("It speaks of")

    @cached_property
    def chain(self) -> list[dict[str, Any]]:
        """Return the ripples before and after a ripple, as far as they hang together."""
        before = [(_("It follows from"), self.thread.led_by)] if self.thread.led_by else []
        after = [(_("It led to"), row) for row in self.thread.led_to]
        return [ripple_words.link(label, row) for label, row in (*before, *after)]

    @cached_property
    def ripple_state(self) -> str:
        """Return how far a ripple got, in a word and a sentence; empty for other entries."""
        if self.entry.kind != Entry.Kind.RIPPLE or self.entry.is_private:
            return ""
        return ripple_words.state_text([row.detail.finding for row in self._standing])

    @cached_property
    def earlier(self) -> Statement | None:
        return _neighbour(self.thread.earlier)

    @cached_property
    def responses(self) -> list[Statement]:
        """Return what was said to it: the answers, each with how late it came, or the reversals."""
        if self.entry.kind != Entry.Kind.OBSERVATION:
            return [_linked(row) for row in self.thread.responses]
        return [
            with_fact(_linked(row), _("Late"), self._lateness(row)) for row in self.thread.responses
        ]

    @property
    def responses_title(self) -> str:
        if self.entry.kind == Entry.Kind.OBSERVATION:
            return _("What was answered")
        if self.entry.kind == Entry.Kind.RIPPLE:
            return _("What others found")
        return _("What was said of it later")

    def _lateness(self, row: Entry) -> str:
        """Return how late an answer came, after the last promise before it or the day asked for."""
        promised = None
        for earlier in self._standing:  # the oldest first
            if earlier.pk == row.pk:
                break
            promised = earlier.detail.promised_date or promised
        return lateness(row.said_date, asked=self.entry.detail.answer_by, promised=promised)

    @cached_property
    def _standing(self) -> list[Entry]:
        return [
            row
            for row in self.thread.responses
            if row.state == Entry.State.PUBLISHED and not row.corrected_by
        ]

    @cached_property
    def broken_promise(self) -> str:
        """Say that a promised answer has not come, if so."""
        if self.entry.kind != Entry.Kind.OBSERVATION:
            return ""
        return broken_promise([row.detail for row in self._standing], self.plan.as_of())

    @cached_property
    def settled(self) -> list[Statement]:
        """Return what whoever asked, and the forum, said of the answers."""
        return [said for row in self.thread.settlements for said in statements_of(row)]

    # --- Beside it ------------------------------------------------------------------------------

    @cached_property
    def about(self) -> dict[str, Any]:
        """Return the subject: what the entry speaks about, and how it stands today."""
        entry, subject = self.entry, self.entry.subject
        number = subject.label if entry.milestone else str(entry.commitment.number)
        label = _("Milestone %(number)s") if entry.milestone else _("Commitment %(number)s")
        return {
            "label": label % {"number": number},
            "title": worded(subject, "title"),
            "url": subject.get_absolute_url(),
            "status": StatusView(subject.status, self.plan.as_of()),
        }

    @property
    def commitment_title(self) -> Wording:
        return worded(self.entry.commitment, "title")

    @cached_property
    def answer(self) -> str:
        """Return whether an observation was answered, when it asks for an answer."""
        if self.entry.kind != Entry.Kind.OBSERVATION:
            return ""
        standing = [row for row in self.thread.responses if row.state == Entry.State.PUBLISHED]
        if standing:
            last = standing[-1].detail
            date = day_text(last.said_date)
            return f"{outcome_label(last.outcome).capitalize()}, {date}"
        return _("Not answered yet") if self.entry.detail.asks else ""

    @property
    def private_notice(self) -> dict[str, str]:
        """Return who sees what is not public yet, and what becomes of it; {} for a public entry."""
        if self.entry.is_embargoed:
            moment = moment_text(self.entry.not_before)
            return {
                "title": _("It appears on %(moment)s. Only your organisation sees this.")
                % {"moment": moment},
                "text": _(
                    "It is locked until then, appears by itself, and is not in the record before. "
                    "Take it back to change it."
                ),
            }
        if self.entry.is_draft:
            return {
                "title": _("Draft. Only your organisation sees this."),
                "text": self.entry.kept_back or _("It is not in the record until it is published."),
            }
        return {}

    @property
    def permanent_address(self) -> str:
        return f"{settings.PUBLIC_URL}{address(self.entry)}"

    @property
    def history(self) -> list[dict[str, Any]]:
        """Return the entry's own lines in the history: number, what happened, fingerprint."""
        plan_history = reverse("plan_history", args=[self.plan.slug])
        return [
            {
                "sequence": row.seq,
                "what": str(Kind(row.kind).label),
                "at": row.at,
                "hash": row.hash,
                "url": f"{plan_history}?entry={row.seq}",
            }
            for row in self.thread.history
        ]

    @property
    def history_url(self) -> str:
        plan_history = reverse("plan_history", args=[self.plan.slug])
        return f"{plan_history}?commitment={self.entry.commitment.number}"

    @property
    def verify_url(self) -> str:
        return reverse("plan_history", args=[self.plan.slug]) + "#verify"


def _completion(entry: Entry) -> str | None:
    return str(Completion(entry.completion).label) if entry.completion else None


def _linked(entry: Entry) -> Statement:
    return statement(entry, links=[{"label": _("Permanent address"), "url": address(entry)}])


def _neighbour(entry: Entry | None) -> Statement | None:
    return _linked(entry) if entry else None
