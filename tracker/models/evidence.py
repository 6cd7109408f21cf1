from django.db import models
from django.utils.translation import gettext_lazy as _

from ledger.models.recorded import written
from tracker.models.entry import Entry
from tracker.models.upload import Upload
from tracker.models.veil import Veiled, WordsChar, WordsURL


class EvidenceManager(models.Manager):
    """A piece is never shown or recorded without its file, so both are loaded together."""

    def get_queryset(self):
        return super().get_queryset().select_related("upload")


class Evidence(Veiled, models.Model):
    """A link or a file that an entry points to. It is published, and recorded, with its entry.

    One without a title was erased.
    """

    # Of one entry.
    MOST = 20

    class Relation(models.TextChoices):
        SUPPORTS = "supports", _("supports")
        CONTRADICTS = "contradicts", _("contradicts")

    class LinkState(models.TextChoices):
        UNCHECKED = "unchecked", _("not checked")
        ANSWERS = "answers", _("answers")
        MOVED = "moved", _("has moved")
        GONE = "gone", _("is gone")
        NO_ANSWER = "no_answer", _("does not answer")

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="evidence")
    position = models.PositiveSmallIntegerField()
    title = WordsChar(_("what it shows"), max_length=300)
    url = WordsURL(_("web address"), max_length=1000, blank=True)
    upload = models.ForeignKey(
        Upload, on_delete=models.PROTECT, null=True, blank=True, related_name="evidence"
    )
    # Whether its author said to have looked at what the file hides (`Upload.warnings`).
    looked = models.BooleanField(default=False)
    fact_date = models.DateField(_("date of the fact"), null=True, blank=True)
    relation = models.CharField(
        _("relation"), max_length=12, choices=Relation, default=Relation.SUPPORTS
    )
    # Seen from outside, by a chore, and not part of the record.
    link_state = models.CharField(max_length=10, choices=LinkState, default=LinkState.UNCHECKED)
    link_checked_at = models.DateTimeField(null=True, blank=True)

    objects = EvidenceManager()

    class Meta:
        ordering = ["entry", "position"]
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        constraints = [
            models.UniqueConstraint(fields=["entry", "position"], name="evidence_one_per_position"),
            models.CheckConstraint(
                condition=models.Q(url="", upload__isnull=False)
                | (~models.Q(url="") & models.Q(upload__isnull=True))
                | models.Q(title="", url=""),
                name="evidence_is_link_or_file",
            ),
        ]

    def __str__(self):
        return self.title

    def texts(self):
        """Return what somebody wrote in it: what it shows, an address, the name of a file."""
        texts = (self.title, self.url, self.upload.name if self.upload else "")
        return [text for text in texts if text]

    def as_recorded(self):
        """Return the piece as the history writes it inside its entry."""
        names = ("title", "fact_date", "relation")
        told = {name: written(getattr(self, name)) for name in names}
        if self.upload is None:
            return told | {"url": self.url}
        of_file = {"name": self.upload.name, "type": self.upload.media_type}
        return told | of_file | {"size": self.upload.size, "sha256": self.upload.sha256}

    @property
    def waits_to_be_looked_at(self):
        """Return whether its file hides something that its author has not said to have looked at."""
        return self.upload is not None and self.upload.must_be_looked_at and not self.looked
