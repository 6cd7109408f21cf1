"""Every form sent twice makes one thing: an impatient thumb, a slow line, a page sent again."""

import os

import pytest

from ledger.models import HistoryEntry
from tests.integration.losses.forms import DESK, FORMS
from tests.integration.losses.test_losses import Writer, trial
from tracker.models import Entry

# 500 by ONDA_DOUBLED=500; the suite is content with less.
TIMES = int(os.environ.get("ONDA_DOUBLED", "5"))

# Forms of entries: each can be kept as a draft first.
KEPT_AS_DRAFTS = {
    "report_commitment",
    "report_milestone",
    "observe_commitment",
    "observe_milestone",
    "assess_commitment",
    "respond",
    "correct",
    "desk_round_at",
}


def count():
    return HistoryEntry.objects.count(), Entry.everything.count()


@pytest.mark.parametrize("form", FORMS, ids=str)
def test_sent_twice_is_done_once(form, furnished, settings):
    done = 0
    for _time in range(TIMES):
        with trial(settings):
            writer = Writer(form, furnished)
            before = count()
            first, once = writer.send(writer.accepted), count()
            second, twice = writer.send(writer.accepted), count()
            assert first.status_code == 302
            assert second.status_code in (200, 302, 403, 409, 422)
            assert once == twice
            done += once[0] - before[0]
    assert done == TIMES * form.leaves


@pytest.mark.parametrize("form", [f for f in DESK if f.name in KEPT_AS_DRAFTS], ids=str)
def test_a_draft_saved_twice_is_one_draft(form, furnished, settings):
    kept = 0
    for _time in range(TIMES):
        with trial(settings):
            writer = Writer(form, furnished)
            before = count()
            for _sending in range(2):
                assert writer.send({**writer.accepted, "draft": ["1"]}).status_code == 302
            after = count()
            assert after[0] == before[0]
            kept += after[1] - before[1]
    assert kept == TIMES
