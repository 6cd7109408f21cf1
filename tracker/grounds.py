"""Why words may be hidden for a while, or erased for good. Nothing else is a ground."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Ground(models.TextChoices):
    PERSONAL_DATA = "personal_data", _("personal data")
    DANGER = "danger", _("danger to a person")
    COURT_ORDER = "court_order", _("court order")
    COPYRIGHT = "copyright", _("copyright")
    MALWARE = "malware", _("malware")
