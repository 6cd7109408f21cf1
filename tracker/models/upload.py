import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from tracker.files.kinds import KINDS

# What has to be looked at before it is published: others made the news.
MUST_BE_SEEN = frozenset(("hidden_sheet", "tracked"))


class UploadQuerySet(models.QuerySet):
    def unused(self):
        """Return the files that no entry points to: sent, and not yet published or saved with a draft."""
        return self.filter(evidence=None)

    def kept(self):
        """Return the files whose bytes are still there."""
        return self.filter(erased_at=None)


class Upload(models.Model):
    """A file that somebody sent for their organisation, with the fingerprint of the bytes that are kept.

    As private as the entries that point to it: alone, it is for its organisation. Its bytes lie under a
    random name. An erased one leaves its size and fingerprint.
    """

    # The public entries that show the same bytes, where a query asked for them.
    shown_in: Sequence[Any] = ()

    KEPT_UNUSED = dt.timedelta(days=7)

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="uploads")
    uploader = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="uploads"
    )
    name = models.CharField(_("file name"), max_length=150, blank=True)
    kind = models.CharField(
        max_length=5, choices=[(kind.code, kind.label) for kind in KINDS.values()]
    )
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    path = models.CharField(max_length=100, blank=True)
    warnings = models.JSONField(default=list, blank=True)
    created_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True, blank=True)

    objects = UploadQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("file")
        verbose_name_plural = _("files")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(erased_at__isnull=True) & ~models.Q(path="")
                | models.Q(erased_at__isnull=False, path="", name=""),
                name="upload_has_bytes_or_is_erased",
            ),
        ]
        indexes = [
            models.Index(fields=["sha256"], name="upload_by_fingerprint"),
            models.Index(fields=["organisation", "created_at"], name="upload_by_organisation"),
        ]

    def __str__(self):
        return self.name or self.sha256[:12]

    def get_absolute_url(self):
        return reverse("evidence_file", args=[self.uid])

    @property
    def media_type(self):
        return KINDS[self.kind].media_type

    @property
    def is_erased(self):
        return self.erased_at is not None

    @property
    def must_be_looked_at(self):
        """Return whether it hides something that its readers could open all the same."""
        return any(warning["code"] in MUST_BE_SEEN for warning in self.warnings)
