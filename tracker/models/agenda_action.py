from django.db import models
from django.utils.translation import gettext_lazy as _

from tracker.models.entry import Entry
from tracker.models.obstacle import Obstacle


class AgendaAction(Entry):
    """What civil society did to move the public agenda while an obstacle stood in the way."""

    class Type(models.TextChoices):
        HEARING = "hearing", _("Hearing")
        OP_ED = "op_ed", _("Opinion piece")
        LITIGATION = "litigation", _("Litigation")
        FORUM = "forum", _("Forum")
        CAMPAIGN = "campaign", _("Campaign")
        MEETING = "meeting", _("Meeting")
        OTHER = "other", _("Something else")

    RECORDED = (*Entry.RECORDED, "to", "type", "fact_date")

    to = models.ForeignKey(Obstacle, on_delete=models.PROTECT, related_name="agenda_actions")
    type = models.CharField(_("kind of action"), max_length=12, choices=Type, blank=True)
    fact_date = models.DateField(_("done on"), null=True, blank=True)

    class Meta:
        verbose_name = _("agenda action")
        verbose_name_plural = _("agenda actions")

    @classmethod
    def recorded_rows(cls):
        return super().recorded_rows().select_related("to")

    def problems(self, evidence):
        found = super().problems(evidence)
        if not self.type:
            found["type"] = _("Choose what kind of action it was.")
        if not self.fact_date:
            found["fact_date"] = _("Say when it was.")
        elif self.fact_date > self.said_date:
            found["fact_date"] = _("This date lies in the future.")
        return found
