"""A file is taken up by an entry at the moment in which it would be swept away: one of the two happens, whole."""

import datetime as dt
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage

from tests import factories
from tests.integration.test_races import at_once, here, room_for_everybody  # noqa: F401 - fixtures
from tracker.actions import entries, uploads
from tracker.models import Evidence, Upload

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.real_clock]

ROUNDS = 8


def test_sweeping_and_saving_never_leave_an_entry_without_its_file(here):  # noqa: F811
    def save(upload):
        try:
            entries.save_draft(
                kind="progress_report",
                subject=here.milestone,
                by=here.amina,
                uid=uuid.uuid4(),
                seen_version=0,
                evidence=[{"title": "x", "upload": upload}],
            )
        except ValidationError as refused:
            return "evidence" in refused.message_dict
        return True

    for number in range(ROUNDS):
        upload = factories.upload(here.amina, b"%d" % number, f"{number}.csv")
        later = upload.created_at + Upload.KEPT_UNUSED + dt.timedelta(hours=1)
        outcomes = at_once([lambda: save(upload), lambda: uploads.sweep_uploads(later)])  # noqa: B023
        assert outcomes[0]
        left = Upload.objects.filter(pk=upload.pk).exists()
        assert left == Evidence.objects.filter(upload=upload.pk).exists()
        assert left == default_storage.exists(upload.path)


def test_two_sendings_do_not_pass_the_days_measure_together(here, settings):  # noqa: F811
    settings.UPLOAD_MAX_BYTES_A_DAY = 150

    def send(number):
        try:
            return factories.upload(here.amina, b"%d" % number * 100, f"{number}.csv")
        except uploads.Refused:
            return None

    taken = at_once([lambda n=n: send(n) for n in range(6)])
    assert sum(1 for upload in taken if upload) == 1
    assert Upload.objects.count() == 1
