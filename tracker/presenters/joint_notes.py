"""A joint note as its pages show it: where it stands, who signs next, who is there."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Organisation, Side
from tracker.merging import edits, paragraphs
from tracker.models import (
    NOTE_SIDES,
    JointNoteRevision,
    JointNoteSignature,
    Milestone,
    Plan,
)
from tracker.presenters.dates import as_day, day_text, number_text
from tracker.presenters.statements import Speaker
from tracker.presenters.tasks import About, Voice
from tracker.queries.joint_notes import Working


def place_of(milestone: Milestone) -> list[Any]:
    commitment = milestone.commitment
    return [commitment.plan.slug, commitment.number, milestone.number]


def signed(side: str, name: str) -> str:
    """Return an organisation with its side, in a sentence."""
    return f"{Side(side).label} · {name}"


def at_text(moment: dt.datetime) -> str:
    return f"{day_text(as_day(moment))}, {timezone.localtime(moment):%H:%M}"


@dataclass(frozen=True)
class NoteHead:
    """What the working pages of one note have in common. `organisation` is None for a reader."""

    milestone: Milestone
    working: Working
    organisation: Organisation | None = None

    @property
    def plan(self) -> Plan:
        return self.milestone.plan

    @property
    def about(self) -> About:
        return About(self.milestone, self.plan.as_of())

    @cached_property
    def voice(self) -> Voice | None:
        return Voice.of(self.organisation, self.milestone) if self.organisation else None

    def crumbs(self, *here: str) -> list[dict[str, str]]:
        """Return the way from the desk; a page below the text itself passes it by."""
        way = self.about.crumbs(_("Joint note"))
        if here:
            way[-1]["url"] = self.url("edit_joint_note")
            way += [{"label": label, "url": ""} for label in here]
        return way

    @property
    def revisions_crumbs(self) -> list[dict[str, str]]:
        return self.crumbs(_("Revisions"))

    @property
    def signing_crumbs(self) -> list[dict[str, str]]:
        return self.crumbs(_("Sign"))

    @property
    def withdrawing_crumbs(self) -> list[dict[str, str]]:
        return self.crumbs(_("Withdraw"))

    def url(self, name: str, *more: Any) -> str:
        return reverse(name, args=[*place_of(self.milestone), *more])

    @property
    def edit_url(self) -> str:
        return self.url("edit_joint_note")

    @property
    def revisions_url(self) -> str:
        return self.url("joint_note_revisions")

    @property
    def sign_url(self) -> str:
        return self.url("sign_joint_note")

    @property
    def public_url(self) -> str:
        return self.milestone.joint_note_url

    @property
    def presence_url(self) -> str:
        return self.url("joint_note_presence")

    @property
    def drop_url(self) -> str:
        return self.url("drop_joint_note_draft")

    @property
    def newest(self) -> "RevisionRow | None":
        return revision_row(self.working.newest) if self.working.newest else None

    @property
    def own_signature(self) -> JointNoteSignature | None:
        if self.organisation is None:
            return None
        return self.working.signature_of(self.organisation.side)

    @property
    def can_take_back(self) -> bool:
        """Return whether one's own organisation signed and may still change its mind."""
        own = self.own_signature
        if own is None or self.organisation is None or self.working.is_agreed:
            return False
        return own.organisation_id == self.organisation.pk

    @property
    def can_sign(self) -> bool:
        return bool(self.working.newest and self.organisation and not self.own_signature)

    @property
    def sign_label(self) -> str:
        if self.organisation is None:
            return ""
        return _("Sign as %(who)s") % {
            "who": signed(self.organisation.side, self.organisation.short)
        }

    @property
    def state(self) -> str:
        """Say where the note stands and who acts next."""
        working = self.working
        if working.newest is None:
            return _("Nobody has saved a text yet. Whoever saves first begins the note.")
        number = {"number": working.latest}
        if working.is_agreed:
            return (
                _(
                    "Both sides signed revision %(number)s: it is agreed and public. Whoever changes it "
                    "begins a new text to sign; the agreed one stays public."
                )
                % number
            )
        if not working.signatures:
            return (
                _(
                    "Nobody has signed revision %(number)s yet. It is agreed, and public, when both "
                    "sides sign it."
                )
                % number
            )
        signature = working.signatures[0]
        other = next(side for side in NOTE_SIDES if side != signature.side)
        return _(
            "%(who)s signed revision %(number)s. It is agreed, and public, when %(side)s signs it too."
        ) % {
            **number,
            "who": signed(signature.side, signature.organisation_name),
            "side": str(Side(other).label).lower(),
        }

    @property
    def behind(self) -> str:
        """Say that somebody saved since one's own unsaved text began, or nothing."""
        draft, newest = self.working.draft, self.working.newest
        if not draft or not newest or draft.base >= newest.number:
            return ""
        return _("%(saved)s Saving lays the two texts together.") % {"saved": saved_text(newest)}

    @property
    def behind_url(self) -> str:
        draft = self.working.draft
        return self.compare_url(draft.base, self.working.latest) if draft and draft.base else ""

    def compare_url(self, old: int, new: int) -> str:
        return f"{self.revisions_url}?from={old}&to={new}"

    @property
    def draft_kept(self) -> str:
        draft = self.working.draft
        if draft is None:
            return ""
        return _("This is your unsaved text, kept on %(at)s. Nobody else sees it.") % {
            "at": at_text(draft.saved_at)
        }


def saved_text(revision: JointNoteRevision) -> str:
    """Say who saved a revision, and when."""
    return _("Revision %(number)s was saved by %(who)s on %(at)s.") % {
        "number": revision.number,
        "who": signed(revision.side, revision.organisation_name),
        "at": at_text(revision.created_at),
    }


@dataclass(frozen=True)
class RevisionRow:
    """One revision in a list. `size` says how much longer or shorter it is than the one before."""

    number: int
    side: str
    organisation: Speaker
    at: dt.datetime
    size: str = ""
    text: str = ""
    language: str = ""
    compare_url: str = ""


def revision_row(
    revision: JointNoteRevision, *, size: str = "", compare_url: str = ""
) -> RevisionRow:
    return RevisionRow(
        number=revision.number,
        side=revision.side,
        organisation=Speaker(revision.organisation_name, revision.organisation.get_absolute_url()),
        at=revision.created_at,
        size=size,
        text=revision.text,
        language=revision.language,
        compare_url=compare_url,
    )


def revision_rows(
    head: NoteHead, page: Iterable[JointNoteRevision], before: JointNoteRevision | None
) -> list[RevisionRow]:
    """Return a page of revisions, newest first. `before` is the one that the page's last one followed."""
    shown = list(page)
    earlier = [*shown[1:], before]
    return [
        revision_row(
            revision,
            size=size_text(previous.text if previous else "", revision.text),
            compare_url=head.compare_url(previous.number, revision.number) if previous else "",
        )
        for revision, previous in zip(shown, earlier, strict=True)
    ]


def size_text(old: str, new: str) -> str:
    """Say how many paragraphs changed, and how much longer or shorter the text became."""
    longer = len(new) - len(old)
    sign = "+" if longer >= 0 else "\N{MINUS SIGN}"
    changed = sum(
        max(edit.end - edit.start, len(edit.to)) for edit in edits(paragraphs(old), paragraphs(new))
    )
    counted = ngettext(
        "%(n)s paragraph changed, %(longer)s characters",
        "%(n)s paragraphs changed, %(longer)s characters",
        changed,
    )
    return counted % {"n": number_text(changed), "longer": f"{sign}{number_text(abs(longer))}"}
