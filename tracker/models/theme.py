from django.db import models
from django.utils.translation import gettext_lazy as _

from ledger.models import Recorded
from tracker.models.plan import Plan
from tracker.models.wording import in_page_language


class Theme(Recorded):
    """A subject or axis under which a plan groups its commitments."""

    RECORDED = ("plan", "slug", "title_es", "title_en")

    plan = models.ForeignKey(
        Plan, on_delete=models.PROTECT, related_name="themes", verbose_name=_("plan")
    )
    slug = models.SlugField(_("short address"), max_length=60)
    title_es = models.CharField(_("title in Spanish"), max_length=200)
    title_en = models.CharField(_("title in English"), max_length=200)

    class Meta:
        ordering = ["plan", "pk"]
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        constraints = [
            models.UniqueConstraint(fields=["plan", "slug"], name="theme_one_address_per_plan"),
        ]

    def __str__(self):
        return self.title

    @property
    def title(self):
        return in_page_language(self, "title")
