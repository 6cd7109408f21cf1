"""What everybody may read of a joint note: the texts that both sides signed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Side
from tracker.models import AgreedNote, Milestone
from tracker.presenters import places
from tracker.presenters.statements import Speaker
from tracker.presenters.tombstones import Tombstone, tombstones
from tracker.presenters.wording import Wording, worded


@dataclass(frozen=True)
class AgreedView:
    """A text that both sides signed."""

    agreed: AgreedNote

    @property
    def government(self) -> Speaker:
        return Speaker(self.agreed.government_name, self.agreed.government.get_absolute_url())

    @property
    def civil_society(self) -> Speaker:
        url = self.agreed.civil_society.get_absolute_url()
        return Speaker(self.agreed.civil_society_name, url)

    @property
    def asked(self) -> str:
        if self.agreed.state != AgreedNote.State.WITHDRAWAL_ASKED:
            return ""
        return _("%(side)s asks to withdraw it. It is withdrawn when the other side agrees.") % {
            "side": Side(self.agreed.withdrawal_side).label
        }

    @property
    def tombstones(self) -> list[Tombstone]:
        return tombstones(self.agreed)

    @property
    def milestone_label(self) -> str:
        return _("Joint note on milestone %(number)s") % {"number": self.agreed.milestone.label}

    @property
    def url(self) -> str:
        return self.agreed.get_absolute_url()


@dataclass(frozen=True)
class JointNoteView:
    """The agreed texts on one milestone, the newest first, and whether another is being written."""

    milestone: Milestone
    agreed: Sequence[AgreedNote]
    is_being_written: bool
    may_withdraw: bool = False

    @property
    def title(self) -> str:
        return f"{_('Joint note')}, {self.milestone.label} {self.milestone_title}"

    @property
    def milestone_title(self) -> Wording:
        return worded(self.milestone, "title")

    @property
    def crumbs(self) -> list[dict[str, str]]:
        way = places.way_to_milestone(self.milestone)
        return places.crumbs(*way, (_("Joint note"), self.url))

    @property
    def plan_nav(self) -> dict[str, Any]:
        return places.plan_nav(self.milestone.plan, "commitments")

    @property
    def url(self) -> str:
        return self.milestone.joint_note_url

    @property
    def shown(self) -> list[AgreedView]:
        return [AgreedView(text) for text in self.agreed]

    @property
    def newest(self) -> AgreedView | None:
        return self.shown[0] if self.agreed else None

    @property
    def older(self) -> int:
        return max(len(self.agreed) - 1, 0)

    @property
    def writing(self) -> str:
        """Say that there is a text which is not agreed yet, and nothing of what it says."""
        if not self.is_being_written:
            return ""
        if self.agreed:
            return _(
                "Both sides are writing a new text. It becomes public when both have signed it; "
                "until then the agreed one stands."
            )
        return _("A joint note is being written. It becomes public when both sides have signed it.")

    @property
    def withdraw_url(self) -> str:
        if not self.may_withdraw or not self.agreed or self.agreed[0].is_withdrawn:
            return ""
        commitment = self.milestone.commitment
        place = [commitment.plan.slug, commitment.number, self.milestone.number]
        return reverse("withdraw_joint_note", args=[*place, self.agreed[0].number])

    @property
    def withdraw_label(self) -> str:
        if self.agreed and self.agreed[0].withdrawal_side:
            return _("Answer whether it is withdrawn")
        return _("Ask to withdraw it")

    @property
    def history_url(self) -> str:
        plan_history = reverse("plan_history", args=[self.milestone.plan.slug])
        return f"{plan_history}?commitment={self.milestone.commitment.number}"
