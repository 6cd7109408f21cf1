from django.db import models
from django.utils.functional import cached_property

from ledger.models import Recorded
from tracker.models.moderated import model_of
from tracker.models.plan import Plan


class Decision(Recorded):
    """What a hold and an erasure have in common: whose words they are about.

    `noun` and `about_uid` name a row of `Moderated`. The history calls it `entry`, as it did when
    only entries could be decided about: by this name the guards and both verifiers look for it.
    """

    # Its constraints guard against our own mistakes; the rules ask first, with a sentence.
    CHECKS_CONSTRAINTS = False

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="+")
    noun = models.CharField(max_length=20)
    about_uid = models.UUIDField()

    class Meta:
        abstract = True

    def recorded_values(self):
        return {"entry": str(self.about_uid), **super().recorded_values()}

    @cached_property
    def about(self):
        """Return the row whose words it is about; lists load them together (`queries`)."""
        return model_of(self.noun).with_place().get(uid=self.about_uid)

    @property
    def commitment(self):
        return self.about.commitment

    def get_absolute_url(self):
        return self.about.get_absolute_url()
