"""What stewards do to other people's words: one function for every write, and who may do it."""

import uuid

from tracker.actions import holds, redactions

MODULES = (holds, redactions)
STEWARDS = {"omar", "tomas"}


def hold(here, by):
    holds.hold(
        about=here.report,
        ground="personal_data",
        reason="It names a patient.",
        by=by,
        uid=uuid.uuid4(),
        seen_version=here.report.version,
    )


def lift(here, by):
    holds.lift(hold=here.held, by=by, seen_version=1)


def ask_redaction(here, by):
    redactions.ask_redaction(
        about=here.report,
        fields=["text"],
        ground="danger",
        reason="It says where a witness lives.",
        by=by,
        uid=uuid.uuid4(),
        seen_version=here.report.version,
    )


def confirm_redaction(here, by):
    redactions.confirm_redaction(redaction=here.to_erase, by=by, seen_version=1)


def refuse_redaction(here, by):
    redactions.refuse_redaction(
        redaction=here.to_erase, reason="It is no name.", by=by, seen_version=1
    )


ALLOWED = {
    hold: STEWARDS,
    lift: STEWARDS,
    ask_redaction: STEWARDS,
    confirm_redaction: {"tomas"},
    refuse_redaction: {"tomas"},
}
