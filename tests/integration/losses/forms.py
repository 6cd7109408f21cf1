"""Every form in which something can be typed. A new one needs one line here."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field

from django.core.files.uploadedfile import SimpleUploadedFile

from ledger.models import Chain
from tests import desk
from tests.desk import entry_page
from tests.integration import admin_doors


@dataclass(frozen=True)
class Form:
    """`page(here)` is its address, `typed` what `who` fills in so that it is accepted: a dictionary,
    or a function that makes it, or a door of the administration."""

    name: str
    who: str
    page: Callable
    typed: dict | Callable = field(default_factory=dict)
    is_door: bool = False
    leaves: int = 1  # entries in the history

    def __str__(self):
        return self.name


def _at(address):
    return lambda here: address


def _about(attribute, verb):
    return lambda here: entry_page(getattr(here, attribute), verb)


HIDDEN = {"ground": "danger", "reason": "Dice dónde vive alguien."}
DESK = [
    Form("report_commitment", "amina", _at(f"{desk.WATER}report/"), desk.REPORTED),
    Form("report_milestone", "amina", _at(desk.REPORT), desk.REPORTED),
    Form("observe_commitment", "lucia", _at(f"{desk.WATER}observe/"), desk.OBSERVED),
    Form("observe_milestone", "lucia", _at(desk.OBSERVE), desk.OBSERVED),
    Form("assess_commitment", "irene", _at(desk.ASSESS), desk.ASSESSED),
    Form("embed", "amina", _at(desk.EMBED), desk.EMBEDDED),
    Form("reverse", "lucia", _about("embedding", "reverse"), desk.REVERSED),
    Form(
        "follow_up",
        "lucia",
        _at(f"{desk.DESK}plans/cumplido/commitments/1/follow-up/"),
        desk.FOLLOWED_UP,
    ),
    Form(
        "decide_closing",
        "pat",
        _at(f"{desk.DESK}plans/cumplido/commitments/1/closing/"),
        desk.DECIDED,
    ),
    Form("respond", "amina", _about("observation", "respond"), desk.ANSWERED),
    Form("record_ripple", "lucia", _at(desk.RIPPLE), desk.RIPPLED),
    Form("find_on_ripple", "lucia", _about("ripple", "find"), desk.FOUND),
    Form("edit_draft", "lucia", _about("draft", "edit"), desk.OBSERVED),
    Form("correct", "lucia", _about("observation", "correct"), desk.OBSERVED),
    Form("withdraw", "lucia", _about("observation", "withdraw"), {"reason": "Un error."}),
    Form("hold_words", "omar", _about("observation", "hold"), HIDDEN),
    Form("ask_redaction", "omar", _about("observation", "redact"), {"words": "text", **HIDDEN}),
    Form(
        "answer_redaction",
        "tomas",
        lambda here: f"{desk.DESK}redactions/{here.to_erase.uid}/",
        {"answer": "refuse", "reason": "No nombra a nadie."},
    ),
]


def _of_settlement(attribute, verb):
    return lambda here: f"{desk.DESK}settlements/{getattr(here, attribute).uid}/{verb}/"


DESK += [
    Form(
        "settle",
        "lucia",
        _about("answered", "settle"),
        {"outcome": "not_resolved", "reason": "Falta la mitad."},
    ),
    Form("escalate", "lucia", _of_settlement("unresolved", "escalate"), {"reason": "Dos meses."}),
    Form("close_question", "pat", _of_settlement("escalated", "close"), {"reason": "Se acordó."}),
    Form(
        "take_back_word",
        "lucia",
        _of_settlement("unresolved", "take-back"),
        {"reason": "Ya se ve."},
    ),
]


NOTE = f"{desk.WATER}milestones/1/note/"
OTHER_NOTE = f"{desk.WATER}milestones/2/note/"

DESK += [
    Form(
        "nothing_milestone", "amina", _at(f"{desk.WATER}milestones/1/nothing/"), {"text": "Sigue."}
    ),
    Form("nothing_commitment", "amina", _at(f"{desk.WATER}nothing/"), {"text": "Sigue."}),
    Form(
        "desk_round_at",
        "amina",
        lambda here: f"{desk.DESK}round/{here.milestone.uid}/",
        desk.REPORTED,
    ),
    Form("edit_joint_note", "lucia", _at(NOTE), {"text": "Las dos partes vimos el pozo."}),
    Form(
        "withdraw_joint_note",
        "lucia",
        _at(f"{NOTE}agreed/1/withdraw/"),
        {"verb": "ask", "reason": "Un dato era falso."},
    ),
]


def _about_meeting(attribute, verb):
    return lambda here: f"{desk.DESK}meetings/{getattr(here, attribute).uid}/{verb}/"


def _about_agreement(attribute, verb):
    return lambda here: f"{desk.DESK}agreements/{getattr(here, attribute).uid}/{verb}/"


CALLED = {"title": "Mesa de agua", "date": "2026-12-01", "commitments": ["1"]}
MINUTES = {"present": ["rios-claros"], "minutes": "Se acordó medir."}
AGREED = {"text": "Medir.", "owner": "ministerio-del-agua", "due_date": "2026-12-20"}
MEETINGS = [
    Form("call_meeting", "lucia", _at(f"{desk.DESK}plans/vereda/meetings/new/"), CALLED),
    Form("change_meeting", "lucia", _about_meeting("coming", "change"), {"place": "Sala 9"}),
    Form("cancel_meeting", "lucia", _about_meeting("coming", "cancel"), {"reason": "Huelga."}),
    Form("keep_minutes", "lucia", _about_meeting("unminuted", "minutes"), MINUTES),
    Form("note_agreement", "lucia", _about_meeting("meeting", "agreements/new"), AGREED),
    Form(
        "keep_agreement",
        "amina",
        _about_agreement("agreement", "keep"),
        {"kept_date": "2026-11-23", "note": "Ya está."},
    ),
    Form(
        "declare_dependency",
        "lucia",
        _at(f"{desk.WATER}milestones/1/waits/"),
        lambda here: {"on": str(here.cso_milestone.uid), "text": "Sin eso no se puede."},
    ),
    Form(
        "withdraw_dependency",
        "lucia",
        lambda here: f"{desk.DESK}dependencies/{here.wait.uid}/withdraw/",
        {"reason": "Ya no."},
    ),
    Form("reopen_agreement", "amina", _about_agreement("kept", "reopen"), {"reason": "Falta."}),
    Form("void_agreement", "lucia", _about_agreement("agreement", "void"), {"reason": "La ley."}),
]


ACCOUNTS = [
    Form(
        "invite",
        "pat",
        _at("/en/accounts/organisations/rios-claros/members/invite/"),
        {"email": "nuevo@onda.example"},
    ),
]


def _seat(verb):
    return lambda here: f"{desk.WATER}seats/{here.seat.uid}/{verb}/"


def _answer(verb):
    return lambda here: f"{desk.DESK}proposals/{here.proposal.uid}/{verb}/"


# What is proposed was looked at first; then it is sent.
PROPOSED = {"reason": "Falta un laboratorio.", "propose": "1"}
DATE = PROPOSED | {"due_date": "2027-04-30", "due_precision": "day"}
MISSING = {"organisation": "mira-el-gasto", "role": "adviser", "state": "missing"}
PROPOSALS = [
    Form("propose_due_date", "amina", _at(f"{desk.WATER}milestones/1/propose/due-date/"), DATE),
    Form(
        "propose_milestone",
        "amina",
        _at(f"{desk.WATER}milestones/1/propose/text/"),
        PROPOSED | {"title_en": "Publish all of it"},
    ),
    Form(
        "propose_text", "lucia", _at(f"{desk.WATER}propose/text/"), PROPOSED | {"body_es": "Medir."}
    ),
    Form(
        "propose_state", "lucia", _at(f"{desk.WATER}propose/state/"), PROPOSED | {"state": "paused"}
    ),
    Form("propose_seat", "lucia", _at(f"{desk.WATER}propose/seat/"), PROPOSED | MISSING),
    Form("propose_seat_state", "amina", _seat("propose"), PROPOSED | {"state": "missing"}),
    Form("counter_proposal", "lucia", _answer("counter"), DATE, leaves=3),
    Form("refuse_proposal", "lucia", _answer("refuse"), {"reason": "No."}, leaves=2),
    Form("withdraw_proposal", "amina", _answer("withdraw"), {"reason": "Un error."}),
    Form("keep_table", "pat", _at(f"{desk.WATER}table/"), MISSING),
    Form("move_seat", "pat", _seat("leave"), {"reason": "Cambió de tema."}),
]


def _through(door):
    return Form(f"admin: {door.__name__}", "pat", lambda here: door(here)[0], door, is_door=True)


ADMIN = [_through(door) for door in admin_doors.DOORS]
FORMS = [*DESK, *MEETINGS, *PROPOSALS, *ACCOUNTS, *ADMIN]


def _a_file(here):
    return {
        "organisation": "ministerio-del-agua",
        "number": "1",
        "file": SimpleUploadedFile("datos.csv", b"pozo,litros\n1,20\n"),
    }


def _numbers(here):
    return {"uid": str(uuid.uuid4()), "base": "2"}


def _of_member(verb):
    return lambda here: f"/en/accounts/memberships/{here.rosa.memberships.get().uid}/{verb}/"


def _of_invitation(verb):
    return lambda here: f"/en/accounts/invitations/{here.invitation.uid}/{verb}/"


def _at_handover(verb):
    return lambda here: f"{desk.DESK}plans/vereda/handover/rios-claros/{verb}/"


def _head(here):
    return {"head": Chain.objects.get(key=here.plan.chain_key).witness}


# What is sent with a button alone, a choice or a file: nothing is typed in it.
BUTTONS = [
    Form("accept_proposal", "lucia", _answer("accept"), leaves=3),
    Form(
        "publish_proposal",
        "amina",
        lambda here: f"{desk.DESK}proposals/{here.old_proposal.uid}/publish/",
        leaves=2,
    ),
    Form("discard_draft", "lucia", _about("draft", "discard"), leaves=0),
    Form("lift_hold", "omar", lambda here: f"{desk.DESK}holds/{here.held.uid}/lift/"),
    Form("publish_now", "lucia", _about("embargoed", "publish")),
    Form("take_back", "lucia", _about("embargoed", "take-back"), leaves=0),
    Form("sign_joint_note", "amina", _at(f"{NOTE}sign/"), {"number": "2"}),
    Form("take_back_signature", "lucia", _at(f"{OTHER_NOTE}sign/take-back/"), {"version": "1"}),
    Form("restore_joint_note", "lucia", _at(f"{NOTE}revisions/1/restore/"), _numbers),
    Form("upload", "amina", _at("/en/desk/uploads/"), _a_file, leaves=0),
    Form("handover_acknowledge", "lucia", _at_handover("acknowledge"), _head),
    Form(
        "handover_ask",
        "carla",
        _at_handover("ask"),
        lambda here: {"membership": str(here.lucia.memberships.get().uid)},
    ),
    Form("invitation_renew", "pat", _of_invitation("again"), {"version": "1"}),
    Form("invitation_withdraw", "pat", _of_invitation("withdraw"), {"version": "1"}),
    Form("member_role", "pat", _of_member("role"), {"role": "lead"}),
    Form("member_end", "pat", _of_member("end")),
]

# Forms that hold a password, a code or a passkey are never painted on a page, so nothing of them comes back.
SECRET = {
    "account_login",
    "account_change_password",
    "account_reset_password_from_key",
    "account_reauthenticate",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_authenticate",
    "mfa_reauthenticate",
}
# Anybody sends it, without a sign-in: an address, which its own page gives back.
OF_ANYBODY = {"account_reset_password"}


def filled_in(form, here):
    """Return `(address, {name: values})` that the form's person would send."""
    page = form.page(here)
    typed = form.typed(here) if callable(form.typed) else form.typed
    if form.is_door:
        page, typed = typed
        typed = {"_save": "Save", **typed}
    values = {
        name.replace("__", "-"): value if isinstance(value, list) else [value]
        for name, value in typed.items()
    }
    return page, values
