import json
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from ledger import hashing
from ledger.models.chain import Chain

# Committed in the chain, never shown or exported: a person is not part of the public record.
PRIVATE_FIELDS = frozenset({"actor"})


class Immutable(models.QuerySet):
    """Refuse in Python what the database's triggers refuse anyway, with a clearer sentence."""

    def update(self, **kwargs):
        raise TypeError("The history is append-only: entries are never changed.")

    def delete(self):
        raise TypeError("The history is append-only: entries are never deleted.")


class HistoryEntry(models.Model):
    """One thing that somebody did to the record, with who did it as they were then."""

    chain = models.ForeignKey(Chain, on_delete=models.PROTECT, related_name="entries")
    seq = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    kind = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=40)
    subject_uid = models.UUIDField()
    subject_version = models.PositiveIntegerField()
    # What the subject belongs to (for a milestone or an observation: its commitment).
    context_uid = models.UUIDField(null=True)
    side = models.CharField(max_length=20)
    organisation = models.CharField(max_length=100, blank=True)
    organisation_name = models.CharField(max_length=300, blank=True)
    fields_root = models.CharField(max_length=64)
    prev_hash = models.CharField(max_length=64, unique=True)
    hash = models.CharField(max_length=64, unique=True)

    objects = Immutable.as_manager()

    class Meta:
        ordering = ["chain", "-seq"]
        verbose_name = _("history entry")
        verbose_name_plural = _("history entries")
        constraints = [
            models.UniqueConstraint(fields=["chain", "seq"], name="history_one_entry_per_number"),
            models.UniqueConstraint(
                fields=["subject_uid", "subject_version"], name="history_one_entry_per_version"
            ),
        ]
        indexes = [
            models.Index(fields=["chain", "context_uid", "-seq"], name="history_by_context"),
            models.Index(fields=["-at"], name="history_by_time"),
        ]

    def __str__(self):
        return f"{self.seq} {self.kind}"

    def save(self, **kwargs):
        if self.pk:
            raise TypeError("The history is append-only: entries are never changed.")
        super().save(force_insert=True, **kwargs)

    def delete(self, using=None, keep_parents=False):
        raise TypeError("The history is append-only: entries are never deleted.")

    def header(self, chain_key):
        """Return what the entry's hash covers, besides the hash before it."""
        return {
            "at": hashing.instant(self.at),
            "chain": chain_key,
            "context": str(self.context_uid or ""),
            "fields_root": self.fields_root,
            "kind": self.kind,
            "organisation": self.organisation,
            "organisation_name": self.organisation_name,
            "seq": self.seq,
            "side": self.side,
            "subject": str(self.subject_uid),
            "subject_type": self.subject_type,
            "version": self.subject_version,
        }

    def changes(self):
        """Return `{field: [old, new]}` of the public fields that were not erased."""
        return {
            value.field: value.pair
            for value in self.values.all()
            if value.field not in PRIVATE_FIELDS and value.field != "reason" and value.is_open
        }

    @property
    def reason(self):
        """Return the reason given, or an empty string. Uses the prefetched values."""
        for value in self.values.all():
            if value.field == "reason" and value.is_open:
                return value.opened
        return ""


class Opening:
    """What opens a leaf: a salt and a value, or neither once the text was erased."""

    field: Any
    value: Any

    @property
    def is_open(self):
        return self.value is not None

    @property
    def opened(self):
        """Return what was committed. Raises ValueError where it was erased."""
        if self.value is None:
            raise ValueError(f"{self.field} was erased")
        return json.loads(self.value)

    @property
    def pair(self):
        """Return `[old, new]`."""
        return self.opened


class HistoryValue(Opening, models.Model):
    """One field of a history entry: its committed leaf, and the salt and value that open it."""

    entry = models.ForeignKey(HistoryEntry, on_delete=models.PROTECT, related_name="values")
    field = models.CharField(max_length=60)
    leaf = models.CharField(max_length=64)
    salt = models.CharField(max_length=32, null=True)  # noqa: DJ001 - null means erased
    value = models.TextField(null=True)  # noqa: DJ001 - null means erased

    objects = Immutable.as_manager()

    class Meta:
        ordering = ["entry", "field"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "field"], name="history_one_value_per_field"),
        ]

    def __str__(self):
        return self.field
