"""What one person is writing on a joint note and has not saved: kept for them alone, out of the history."""

from django.db import transaction
from django.utils import timezone

from accounts.authorization.verdicts import require
from ledger.models import StaleVersion
from tracker.authorization.joint_notes import may_write_note
from tracker.models import JointNoteDraft


@transaction.atomic
def keep_draft(*, milestone, by, base, text, language, seen_version, now=None):
    """Keep an unsaved text. `seen_version` is that of the draft that this window knows (0: none).

    Raises NotAllowed, StaleVersion (another window of the same person kept something else).
    """
    now = now or timezone.now()
    require(may_write_note(by, milestone, now))
    columns = {"base": base, "text": text, "language": language, "saved_at": now}
    mine = JointNoteDraft.objects.filter(milestone=milestone, user=by)
    known = mine.filter(version=seen_version)
    if known.update(version=seen_version + 1, **columns):
        return mine.get()
    draft, is_new = mine.get_or_create(defaults=columns | {"milestone": milestone, "user": by})
    same = (draft.base, draft.text, draft.language) == (base, text, language)
    if not (is_new or same):
        raise StaleVersion(draft)
    return draft


@transaction.atomic
def drop_draft(*, milestone, by, now=None):
    """Throw one's unsaved text away. Raises NotAllowed."""
    require(may_write_note(by, milestone, now or timezone.now()))
    JointNoteDraft.objects.filter(milestone=milestone, user=by).delete()
