from django.db import models
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ledger.models import Recorded


class Side(models.TextChoices):
    """Whose voice an organisation speaks with. It follows from the organisation's kind."""

    GOVERNMENT = "government", _("Government")
    CIVIL_SOCIETY = "civil_society", _("Civil society")
    INDEPENDENT = "independent", _("Independent (IRM)")
    SECRETARIAT = "secretariat", _("Secretariat")
    # Only as an actor in the history: whoever runs the site, before any organisation exists.
    OPERATOR = "operator", _("Operator of the site")


class Kind(models.TextChoices):
    PRESIDENCY = "presidency", _("presidency")
    MINISTRY = "ministry", _("ministry")
    AGENCY = "agency", _("agency")
    AUTONOMOUS_BODY = "autonomous_body", _("autonomous body")
    COMMISSION = "commission", _("commission")
    LEGISLATURE = "legislature", _("legislature")
    JUDICIARY = "judiciary", _("judiciary")
    SUBNATIONAL = "subnational", _("local government")
    STATE_COMPANY = "state_company", _("state company")
    CSO = "cso", _("civil society organisation")
    COALITION = "coalition", _("coalition")
    ACADEMIA = "academia", _("academia")
    FOUNDATION = "foundation", _("foundation")
    REVIEWER = "reviewer", _("independent reviewer")
    INTERNATIONAL = "international", _("international organisation")
    SECRETARIAT = "secretariat", _("secretariat")


KIND_SIDE = {
    Kind.PRESIDENCY: Side.GOVERNMENT,
    Kind.MINISTRY: Side.GOVERNMENT,
    Kind.AGENCY: Side.GOVERNMENT,
    Kind.AUTONOMOUS_BODY: Side.GOVERNMENT,
    Kind.COMMISSION: Side.GOVERNMENT,
    Kind.LEGISLATURE: Side.GOVERNMENT,
    Kind.JUDICIARY: Side.GOVERNMENT,
    Kind.SUBNATIONAL: Side.GOVERNMENT,
    Kind.STATE_COMPANY: Side.GOVERNMENT,
    Kind.CSO: Side.CIVIL_SOCIETY,
    Kind.COALITION: Side.CIVIL_SOCIETY,
    Kind.ACADEMIA: Side.CIVIL_SOCIETY,
    Kind.FOUNDATION: Side.CIVIL_SOCIETY,
    Kind.REVIEWER: Side.INDEPENDENT,
    Kind.INTERNATIONAL: Side.INDEPENDENT,
    Kind.SECRETARIAT: Side.SECRETARIAT,
}


class Organisation(Recorded):
    """A public body, a civil society organisation, a reviewer or a secretariat.

    It can hold a seat long before anybody there has an account.
    """

    Kind = Kind

    RECORDED = (
        "slug",
        "name_es",
        "name_en",
        "acronym",
        "kind",
        "parent",
        "website",
        "source",
        "note_es",
        "note_en",
        "is_example",
    )

    slug = models.SlugField(_("short address"), max_length=100, unique=True)
    name_es = models.CharField(_("name in Spanish"), max_length=300)
    name_en = models.CharField(_("name in English"), max_length=300, blank=True)
    acronym = models.CharField(_("acronym"), max_length=40, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("part of"),
    )
    website = models.URLField(_("website"), max_length=500, blank=True)
    source = models.URLField(_("source"), max_length=500, blank=True)
    note_es = models.TextField(_("note in Spanish"), max_length=2000, blank=True)
    note_en = models.TextField(_("note in English"), max_length=2000, blank=True)
    is_example = models.BooleanField(_("invented, for the example"), default=False)

    class Meta:
        ordering = ["name_es", "pk"]
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("id")), name="organisation_not_its_own_parent"
            ),
        ]

    def __str__(self):
        return self.acronym or self.name

    def get_absolute_url(self):
        return reverse("organisation", args=[self.slug])

    @property
    def reference(self):
        return self.slug

    @property
    def side(self):
        return KIND_SIDE[Kind(self.kind)]

    @property
    def name(self):
        """Return the name in the language of the page, or else in the other one."""
        wanted = self.name_en if get_language() == "en" else self.name_es
        return wanted or self.name_es or self.name_en

    @property
    def note(self):
        wanted = self.note_en if get_language() == "en" else self.note_es
        return wanted or self.note_es or self.note_en

    @property
    def short(self):
        return self.acronym or self.name
