from django.db import models

from ledger.hashing import first_hash


class Chain(models.Model):
    """One history that verifies by itself: that of a plan, or that of people and organisations.

    The row holds the chain's head. It is locked while an entry is appended, which puts all
    writers of one chain in a line.
    """

    ACCOUNTS = "accounts"

    key = models.CharField(max_length=80, unique=True)
    seq = models.PositiveBigIntegerField(default=0)
    head = models.CharField(max_length=64)

    class Meta:
        ordering = ["key"]

    def __str__(self):
        return self.witness

    def save(self, **kwargs):
        self.head = self.head or first_hash(self.key)
        super().save(**kwargs)

    @property
    def witness(self):
        """Return `SEQ:HASH`, the short text that a reader keeps to check the history later."""
        return f"{self.seq}:{self.head}"
