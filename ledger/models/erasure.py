from django.db import models

from ledger.models.history import HistoryEntry, HistoryValue, Immutable


class Erasure(models.Model):
    """Two sides decided that one field of the history goes: who asked for it, who confirmed it.

    The database erases no field without such a row, and takes no such row without both entries.
    """

    value = models.OneToOneField(HistoryValue, on_delete=models.PROTECT, related_name="erasure")
    asked = models.ForeignKey(HistoryEntry, on_delete=models.PROTECT, related_name="+")
    confirmed = models.ForeignKey(HistoryEntry, on_delete=models.PROTECT, related_name="+")

    objects = Immutable.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return f"{self.value_id}"

    def save(self, **kwargs):
        if self.pk:
            raise TypeError("An erasure stands for good.")
        super().save(**{**kwargs, "force_insert": True})

    def delete(self, using=None, keep_parents=False):
        raise TypeError("An erasure stands for good.")
