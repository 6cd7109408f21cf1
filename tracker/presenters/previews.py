"""A draft as the public will see it, with what it takes to publish it from there."""

from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from tracker.models import Entry
from tracker.presenters.dates import today
from tracker.presenters.passages import address_of
from tracker.presenters.statements import Statement, statement
from tracker.presenters.tasks import About, Voice


@dataclass(frozen=True)
class Preview:
    """`carried` is what the form of the draft would send; `refusal` why it cannot be published."""

    draft: Entry
    carried: dict[str, Any]
    refusal: str
    in_passage: bool

    @property
    def statement(self) -> Statement:
        """Return the statement as it will stand if it is published today."""
        return replace(statement(self.draft), state=Entry.State.PUBLISHED, on=today())

    @property
    def question(self) -> Statement | None:
        """Return what it answers or speaks of, which stands above it."""
        followed = getattr(self.draft.detail, "to", None)
        return statement(followed) if followed else None

    @property
    def question_title(self) -> str:
        if self.draft.kind == Entry.Kind.RESPONSE:
            return _("In answer to")
        return _("It speaks of")

    @property
    def about(self) -> About:
        return About(self.draft.subject, self.draft.plan.as_of())

    @property
    def voice(self) -> Voice:
        return Voice.of(self.draft.organisation, self.draft.subject)

    @property
    def action(self) -> str:
        """Return where the form goes: the draft's own page, or back into the passage."""
        if self.in_passage and self.draft.milestone:
            return address_of(self.draft.milestone)
        return reverse("edit_draft", args=[self.draft.uid])

    @property
    def crumbs(self) -> list[dict[str, str]]:
        return self.about.crumbs(_("Preview"))
