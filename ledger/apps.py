from django.apps import AppConfig
from django.core.checks import Tags, register
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class LedgerConfig(AppConfig):
    name = "ledger"
    verbose_name = _("History")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from ledger import checks, triggers

        post_migrate.connect(triggers.install_after_migrate, sender=self)
        register(checks.triggers_are_present, Tags.database)
