"""The answer to *may this person do this?*, with a sentence for the person refused."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Verdict:
    """`organisation` is the one in whose name the person would act, when allowed."""

    allowed: bool
    reason: str = ""
    organisation: Any = None

    def __bool__(self) -> bool:
        return self.allowed


class NotAllowed(Exception):
    """Somebody asked for what they may not do. `str()` is a sentence for them."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict.reason)
        self.verdict = verdict


def allow(organisation: Any = None) -> Verdict:
    return Verdict(True, organisation=organisation)


def deny(reason: str) -> Verdict:
    return Verdict(False, str(reason))


def require(verdict: Verdict) -> Any:
    """Return the organisation in whose name the person acts. Raises NotAllowed."""
    if not verdict:
        raise NotAllowed(verdict)
    return verdict.organisation
