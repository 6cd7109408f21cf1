"""The Django application `tracker`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TrackerConfig(AppConfig):
    name = "tracker"
    verbose_name = _("Plans")

    def ready(self) -> None:
        from ledger.projections import projection_checks
        from tracker import checks  # noqa: F401 -- registers the checks
        from tracker.actions.folding import drifted_statuses
        from tracker.actions.joint_note_checks import drifted_joint_notes
        from tracker.actions.veiling import drifted_veils
        from tracker.queries.uploads import damaged_files

        projection_checks += [
            drifted_statuses,
            drifted_veils,
            drifted_joint_notes,
            damaged_files,
        ]
