"""What each verdict of a report would mean beside what the other side says. Pure."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import Side
from tracker.completion import Completion
from tracker.presenters.dates import day_text
from tracker.presenters.statuses import VoiceView
from tracker.two_voices import State, divergence


@dataclass(frozen=True)
class Preview:
    """The two-voice status as it would be."""

    government: VoiceView
    civil_society: VoiceView | None
    state: str
    independent: None = None
    contested_since: dt.date | None = None
    days_contested: int | None = None


@dataclass(frozen=True)
class Consequence:
    """One choice and its sentence."""

    code: str
    label: str
    sentence: str


class Consequences:
    """What each choice of a report's completion would mean.

    A civil society organisation that reports on its own milestone is interested: its verdict is
    shown apart and changes nothing between the two voices.
    """

    def __init__(self, side: str, status: Any, chosen: str) -> None:
        self._status = status
        self.counts = side == Side.GOVERNMENT
        self.chosen = chosen if chosen in Completion.values else ""

    @property
    def choices(self) -> list[Consequence]:
        return [
            Consequence(code, str(label), self._sentence(code))
            for code, label in Completion.choices
        ]

    @property
    def chosen_label(self) -> str:
        return str(Completion(self.chosen).label) if self.chosen else ""

    @property
    def preview(self) -> Preview:
        """Return both voices as they would stand with the chosen completion."""
        return Preview(
            government=_view(Side.GOVERNMENT, self.chosen),
            civil_society=_view(Side.CIVIL_SOCIETY, self._other) if self._other else None,
            state=self._state(self.chosen),
        )

    @property
    def turn(self) -> str:
        """Say whether a dispute starts, goes on or ends with the chosen completion."""
        disputed = self._state(self.chosen) == State.CONTESTED
        if disputed and self._status.contested_since:
            return _("The dispute of %(day)s goes on. Civil society can answer.") % {
                "day": day_text(self._status.contested_since)
            }
        if disputed:
            return _("A dispute starts. Civil society's assessment does not change; it can answer.")
        if self._status.is_contested:
            return _("The dispute ends.")
        return self._sentence(self.chosen)

    @property
    def line(self) -> str:
        """Say what the chosen completion would mean, or nothing while none is chosen."""
        if not (self.chosen and self.counts):
            return ""
        words = {"choice": self.chosen_label, "turn": self.turn}
        return _("If you publish “%(choice)s”: %(turn)s") % words

    @property
    def _other(self) -> str:
        return str(self._status.civil_society_completion)

    def _state(self, code: str) -> str:
        return divergence(code, self._other)[0]

    def _sentence(self, code: str) -> str:
        if not self._other:
            return _("Civil society has not assessed it.")
        sentences = {
            State.AGREED: _("Agreed with civil society's “%(verdict)s”."),
            State.ONE_STEP_APART: _("One step apart from civil society's “%(verdict)s”."),
            State.CONTESTED: _("Contested with civil society's “%(verdict)s”."),
        }
        verdict = str(Completion(self._other).label)
        return sentences[State(self._state(code))] % {"verdict": verdict}


def _view(side: Side, code: str) -> VoiceView:
    return VoiceView(str(side.value), code, str(Completion(code).label), None)
