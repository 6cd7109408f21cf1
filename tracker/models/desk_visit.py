from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class DeskVisit(models.Model):
    """Until when a person has seen what changed. Theirs alone: neither public nor in the history."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="desk_visit",
        primary_key=True,
    )
    seen_at = models.DateTimeField()

    class Meta:
        verbose_name = _("visit of the desk")
        verbose_name_plural = _("visits of the desk")

    def __str__(self):
        return f"{self.user_id}: {self.seen_at:%Y-%m-%d}"
