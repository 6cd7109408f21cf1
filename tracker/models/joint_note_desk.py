from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from tracker.models.milestone import Milestone


class JointNoteDraft(models.Model):
    """What one person is writing on a joint note and has not saved. Nobody else ever sees it.

    `version` counts its savings, so that a second window of the same person does not overwrite it.
    """

    milestone = models.ForeignKey(Milestone, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    base = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    language = models.CharField(max_length=5, choices=settings.LANGUAGES)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()

    class Meta:
        verbose_name = _("draft of a joint note")
        verbose_name_plural = _("drafts of joint notes")
        constraints = [
            models.UniqueConstraint(
                fields=["milestone", "user"], name="joint_note_draft_one_per_person"
            ),
        ]

    def __str__(self):
        return f"{self.milestone_id} · {self.user_id}"


class NotePresence(models.Model):
    """Somebody has the working page of a joint note open. Forgotten as soon as they left.

    `checked_at` is when their right to be there was last asked for.
    """

    milestone = models.ForeignKey(Milestone, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    is_writing = models.BooleanField(default=False)
    checked_at = models.DateTimeField()
    seen_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("presence at a joint note")
        verbose_name_plural = _("presences at joint notes")
        constraints = [
            models.UniqueConstraint(
                fields=["milestone", "user"], name="note_presence_one_per_person"
            ),
        ]

    def __str__(self):
        return f"{self.milestone_id} · {self.user_id}"
