"""Writes of meetings, of what they agreed on, and of what waits for what, and who may do them."""

import datetime as dt

from tests import factories, world
from tracker.actions import agreements, dependencies, meetings

MODULES = (agreements, dependencies, meetings)


def stage(here):
    """A meeting to come, one without minutes, one that was held; agreements; one thing that waits."""
    tomorrow = world.NOW.date() + dt.timedelta(days=1)
    ministry = here.organisations["ministerio-del-agua"]
    here.coming = factories.call(here.plan, here.lucia, [here.commitment], date=tomorrow)
    here.unminuted = factories.call(here.plan, here.lucia, [here.commitment])
    here.meeting = factories.hold_meeting(here.plan, here.lucia, [here.commitment])
    here.agreement = factories.agree_at(here.meeting, here.lucia, ministry)
    here.kept = factories.keep(factories.agree_at(here.meeting, here.lucia, ministry), here.amina)
    here.wait = factories.wait(here.milestone, here.agreement, here.lucia)
    return here


def again(row):
    return type(row).objects.with_all().get(pk=row.pk)


def call_at_water(here, by):
    factories.call(here.plan, by, [here.commitment])


def call_at_both(here, by):
    factories.call(here.plan, by, [here.commitment, here.other_commitment])


def call_the_forum(here, by):
    factories.call(here.plan, by)


def change_meeting(here, by):
    meeting = again(here.coming)
    said = {name: getattr(meeting, name) for name in meetings.FIELDS} | {"place": "Sala 9"}
    meetings.change_meeting(
        meeting=meeting, commitments=meeting.tables, by=by, seen_version=meeting.version, **said
    )


def cancel_meeting(here, by):
    meeting = again(here.coming)
    meetings.cancel_meeting(meeting=meeting, reason="Huelga.", by=by, seen_version=meeting.version)


def publish_minutes(here, by):
    meeting = again(here.unminuted)
    meetings.publish_minutes(
        meeting=meeting,
        minutes="Se acordó medir.",
        present=[meeting.organisation],
        by=by,
        seen_version=meeting.version,
    )


def correct_minutes(here, by):
    meeting = again(here.meeting)
    meetings.correct_minutes(
        meeting=meeting,
        minutes="Se acordó medir dos pozos.",
        present=[meeting.organisation],
        reason="Faltaba un pozo.",
        by=by,
        seen_version=meeting.version,
    )


def note_agreement(here, by):
    factories.agree_at(again(here.meeting), by, here.organisations["rios-claros"])


def keep_agreement(here, by):
    factories.keep(here.agreement, by)


def reopen_agreement(here, by):
    agreement = again(here.kept)
    agreements.reopen_agreement(
        agreement=agreement, reason="Era otro.", by=by, seen_version=agreement.version
    )


def void_agreement(here, by):
    agreement = again(here.agreement)
    agreements.void_agreement(
        agreement=agreement, reason="Cambió la ley.", by=by, seen_version=agreement.version
    )


def declare_dependency(here, by):
    factories.wait(here.milestone, here.cso_milestone, by)


def withdraw_dependency(here, by):
    row = again(here.wait)
    dependencies.withdraw_dependency(
        dependency=row, reason="Ya no.", by=by, seen_version=row.version
    )


ALLOWED = {
    call_at_water: {"amina", "lucia", "pat"},
    call_at_both: {"pat"},
    call_the_forum: {"pat"},
    change_meeting: {"lucia", "pat"},
    cancel_meeting: {"lucia", "pat"},
    publish_minutes: {"lucia", "pat"},
    correct_minutes: {"lucia", "pat"},
    note_agreement: {"lucia", "pat"},
    keep_agreement: {"amina"},
    reopen_agreement: {"amina"},
    void_agreement: {"lucia", "pat"},
    declare_dependency: {"amina", "lucia", "pat"},
    withdraw_dependency: {"lucia", "amina"},
}
