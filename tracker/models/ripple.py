from django.db import models
from django.utils.translation import gettext_lazy as _

from tracker.due_dates import Precision, period_end
from tracker.models.entry import Entry
from tracker.models.veil import WordsChar, WordsText
from tracker.ripple_state import Finding, Layer

# A chain is walked so far, and no plan lives to see a longer one.
LONGEST_CHAIN = 50


class Ripple(Entry):
    """Something that changed because of a commitment, beyond what the commitment promised."""

    class Type(models.TextChoices):
        PROCESS = "process", _("Internal process")
        DATA = "data", _("Data or format")
        DECISION = "decision", _("Decision taken")
        SERVICE = "service", _("Service to people")
        RULE = "rule", _("Rule or norm")
        RELATIONSHIP = "relationship", _("Relationship")
        TAKEN_UP = "taken_up", _("Taken up elsewhere")

    class Effect(models.TextChoices):
        BETTER = "better", _("For the better")
        WORSE = "worse", _("For the worse")

    class Anticipated(models.TextChoices):
        YES = "yes", _("Yes")
        NO = "no", _("No")

    PRECISIONS = (Precision.DAY, Precision.MONTH, Precision.YEAR)

    RECORDED = (
        *Entry.RECORDED,
        "title",
        "layer",
        "type",
        "contribution",
        "for_whom",
        "place",
        "noticed_date",
        "noticed_precision",
        "effect",
        "anticipated",
        "led_by",
    )

    title = WordsChar(_("what changed"), max_length=150, blank=True)
    layer = models.CharField(_("layer"), max_length=15, choices=Layer, blank=True)
    type = models.CharField(_("kind of ripple"), max_length=15, choices=Type, blank=True)
    contribution = WordsText(_("how the commitment led to it"), max_length=4000, blank=True)
    for_whom = WordsChar(_("for whom"), max_length=300, blank=True)
    place = WordsChar(_("where"), max_length=300, blank=True)
    noticed_date = models.DateField(_("noticed on"), null=True, blank=True)
    noticed_precision = models.CharField(
        max_length=10, choices=Precision, default=Precision.DAY, blank=True
    )
    effect = models.CharField(
        _("for the better or the worse"),
        max_length=10,
        choices=Effect,
        default=Effect.BETTER,
        blank=True,
    )
    anticipated = models.CharField(
        _("was it expected"), max_length=5, choices=Anticipated, blank=True
    )
    # The ripple that it follows from; without one it follows from the commitment itself.
    led_by = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="led_to",
        verbose_name=_("follows from"),
    )

    class Meta:
        verbose_name = _("ripple")
        verbose_name_plural = _("ripples")
        indexes = [models.Index(fields=["layer"], name="ripple_by_layer")]

    @classmethod
    def recorded_rows(cls):
        return super().recorded_rows().select_related("led_by")

    @property
    def is_adverse(self):
        return self.effect == self.Effect.WORSE

    @property
    def noticed_until(self):
        """Return the last day of the time in which it was noticed."""
        return period_end(self.noticed_date, self.noticed_precision or Precision.DAY)

    def standing_findings(self):
        """Return what others found about it, neither withdrawn nor corrected, the oldest first."""
        return self.findings.standing().order_by("said_date", "published_at", "pk")

    @property
    def is_corroborated(self):
        return self.standing_findings().filter(finding=Finding.CORROBORATES).exists()

    def problems(self, evidence):
        found = super().problems(evidence)
        if not self.title.strip():
            found["title"] = _("Say in one line what changed.")
        if not self.layer:
            found["layer"] = _("Choose where it is felt.")
        if not self.type:
            found["type"] = _("Choose what kind of change it is.")
        if not self.contribution.strip():
            found["contribution"] = _("Say how the commitment led to it.")
        if not self.effect:
            found["effect"] = _("Say whether it is for the better or for the worse.")
        if not self.noticed_date:
            found["noticed_date"] = _("Say when it was noticed.")
        elif self.noticed_date > self.said_date:
            found["noticed_date"] = _("This date lies in the future.")
        if problem := self._chain_problem():
            found["led_by"] = problem
        return found

    def _chain_problem(self):
        """Return why it cannot follow from what it names, or nothing: what leads to it comes before it."""
        if self.led_by_id is None:
            return ""
        if not Ripple.objects.filter(pk=self.led_by_id, state=Entry.State.PUBLISHED).exists():
            return _("That ripple is not public, or was withdrawn. Choose another one.")
        own = {self.pk, *_corrected_by(self)}
        earlier = self.led_by_id
        for _step in range(LONGEST_CHAIN):
            if earlier in own:
                return _("That ripple follows from this one, so this one cannot follow from it.")
            earlier = Ripple.objects.filter(pk=earlier).values_list("led_by", flat=True).first()
            if earlier is None:
                return ""
        return _("This chain is too long to be followed. Choose an earlier ripple of it.")


def _corrected_by(entry):
    """Yield the keys of all earlier versions of an entry."""
    earlier = entry.corrects_id
    while earlier is not None:
        yield earlier
        earlier = Entry.everything.filter(pk=earlier).values_list("corrects", flat=True).first()
