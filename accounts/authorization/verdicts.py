"""The answer to *may this person do this?*, with a sentence for the person refused."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Verdict:
    """`organisations` are those in whose name the person could act, when allowed: mostly one."""

    allowed: bool
    reason: str = ""
    organisations: tuple[Any, ...] = ()

    def __bool__(self) -> bool:
        return self.allowed

    @property
    def organisation(self) -> Any:
        """Return the one in whose name the person acts, if any. Raises InWhoseName for several."""
        if len(self.organisations) > 1:
            raise InWhoseName(self)
        return self.organisations[0] if self.organisations else None


class NotAllowed(Exception):
    """Somebody asked for what they may not do. `str()` is a sentence for them."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict.reason)
        self.verdict = verdict


class InWhoseName(Exception):
    """Somebody acts for several organisations that fit, and has to say for which one.

    No refusal: they act again as `User.in_name_of` the one that they chose.
    """

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(_("You act for several organisations here. Choose in whose name."))
        self.organisations = verdict.organisations


def allow(*organisations: Any) -> Verdict:
    return Verdict(True, organisations=tuple(o for o in organisations if o is not None))


def deny(reason: str) -> Verdict:
    return Verdict(False, str(reason))


def require(verdict: Verdict) -> Any:
    """Return the organisation in whose name the person acts. Raises NotAllowed, InWhoseName."""
    if not verdict:
        raise NotAllowed(verdict)
    return verdict.organisation
