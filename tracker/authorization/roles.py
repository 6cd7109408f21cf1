"""The whole table: who may send what. One line an address; a new address without one fails the tests.

The rules (`may_…`) decide; this table says what they come to for people of every kind. A test lets
each of them send each form and compares (`tests/integration/test_roles.py`), and
`manage.py generate_docs` prints it.
"""

ROLES = {
    "lead": "official of the organisation that leads the commitment and owns the milestone",
    "official": "official of another organisation, the steward of government",
    "seat": "civil society organisation with a seat at the commitment's table",
    "members": "the same, as lead of its organisation: keeps its members",
    "cso": "civil society organisation without a seat there, the steward of its side",
    "secretariat": "secretariat of the plan",
    "other": "secretariat of another plan",
    "reviewer": "independent reviewer",
    "operator": "whoever runs the site",
    "former": "somebody whose membership of the leading organisation ended",
    "invited": "somebody with an account and an invitation, in no organisation yet",
    "visitor": "nobody signed in",
}

LEAD = frozenset({"lead"})
SEAT = frozenset({"seat", "members"})
TABLE_OF_BOTH = LEAD | SEAT
TABLE_AND_SECRETARIAT = LEAD | SEAT | {"secretariat"}
KEEPERS_OF_MINUTES = SEAT | {"secretariat"}
REVIEWER = frozenset({"reviewer"})
STEWARDS = frozenset({"official", "cso"})
SECOND_KEY = frozenset({"cso"})
SECRETARIAT = frozenset({"secretariat"})
SECRETARIATS = frozenset({"secretariat", "other"})
KEEPERS = SECRETARIATS | {"operator"}
MEMBERS = KEEPERS | {"members"}

DESK = {
    "report_commitment": ("report progress of a commitment", LEAD),
    "report_milestone": ("report progress of a milestone", LEAD),
    "observe_commitment": ("observe a commitment", SEAT),
    "observe_milestone": ("observe a milestone", SEAT),
    "assess_commitment": ("assess a commitment", REVIEWER),
    "embed": ("say what is embedded of a commitment", TABLE_OF_BOTH),
    "reverse": ("say that an embedding holds no more", TABLE_OF_BOTH),
    "follow_up": (
        "say what is left of a commitment after its plan's end",
        TABLE_OF_BOTH | REVIEWER,
    ),
    "decide_closing": ("decide how a commitment leaves its plan", LEAD | {"secretariat"}),
    "respond": ("answer an observation", LEAD),
    "record_ripple": ("record a ripple of a commitment", LEAD | SEAT | REVIEWER),
    "find_on_ripple": ("say what one found about a ripple of government", SEAT | REVIEWER),
    "edit_draft": ("go on with a draft of an observation", SEAT),
    "discard_draft": ("discard that draft", SEAT),
    "correct": ("correct a published observation", SEAT),
    "withdraw": ("withdraw a published observation", SEAT),
    "settle": ("say whether an answer settles the question", SEAT),
    "escalate": ("bring to the forum what is not resolved", SEAT),
    "close_question": ("close with a note what was brought to the forum", SECRETARIAT),
    "take_back_word": ("take back that word on an answer", SEAT),
    "publish_now": ("publish an observation before the day that was set", SEAT),
    "take_back": ("take that observation back to a draft", SEAT),
    "nothing_milestone": ("say that there is nothing to report of a milestone", LEAD),
    "nothing_commitment": ("say that there is nothing to report of all that one owes there", LEAD),
    "desk_round_at": ("report of a milestone, going through all that one owes", LEAD),
    "edit_joint_note": ("write in the joint note on a milestone", TABLE_OF_BOTH),
    "restore_joint_note": ("make an old revision of it the newest again", TABLE_OF_BOTH),
    "sign_joint_note": ("sign a revision of it for one's side", TABLE_OF_BOTH),
    "take_back_signature": ("take back the signature of the organisation with a seat", SEAT),
    "withdraw_joint_note": ("ask to withdraw what both sides agreed on", TABLE_OF_BOTH),
    "hold_words": ("hide the words of an observation for 72 hours", STEWARDS),
    "lift_hold": ("show hidden words again", STEWARDS),
    "ask_redaction": ("ask to erase words of an observation", STEWARDS),
    "answer_redaction": ("answer what the steward of government asked", SECOND_KEY),
    "handover_acknowledge": ("acknowledge the handover of one's organisation", SEAT),
    "handover_ask": ("ask a colleague to take over", frozenset({"members"})),
    "upload": ("send a file for the evidence of the leading organisation", LEAD),
}

PROPOSALS = {
    "propose_due_date": ("propose another due date of a milestone", TABLE_AND_SECRETARIAT),
    "propose_milestone": ("propose another text or owner of a milestone", TABLE_AND_SECRETARIAT),
    "propose_text": ("propose another official text", TABLE_AND_SECRETARIAT),
    "propose_state": ("propose another state of a commitment", TABLE_AND_SECRETARIAT),
    "propose_seat": ("propose who is missing from a table", TABLE_AND_SECRETARIAT),
    "propose_seat_state": ("propose another state of a seat", TABLE_AND_SECRETARIAT),
    "accept_proposal": ("accept what government proposes", SEAT),
    "counter_proposal": ("answer it with another proposal", SEAT),
    "refuse_proposal": ("refuse it", SEAT),
    "withdraw_proposal": ("withdraw what the leading organisation proposes", LEAD),
    "publish_proposal": ("publish it alone after ten working days without an answer", LEAD),
    "keep_table": ("give a seat at a table", SECRETARIAT),
    "move_seat": ("change the state of a seat", SECRETARIAT),
}

MEETINGS = {
    "call_meeting": ("call a meeting at a table", TABLE_AND_SECRETARIAT),
    "change_meeting": (
        "change a meeting that the organisation with a seat called",
        KEEPERS_OF_MINUTES,
    ),
    "cancel_meeting": ("cancel it", KEEPERS_OF_MINUTES),
    "keep_minutes": ("publish or correct its minutes", KEEPERS_OF_MINUTES),
    "note_agreement": ("note what it agreed on", KEEPERS_OF_MINUTES),
    "keep_agreement": ("say that the leading organisation kept an agreement", LEAD),
    "reopen_agreement": ("say that it is not kept after all", LEAD),
    "declare_dependency": ("say what a milestone waits for", TABLE_AND_SECRETARIAT),
    "withdraw_dependency": (
        "take back what the organisation with a seat said it waits for",
        TABLE_OF_BOTH,
    ),
    "void_agreement": ("declare an agreement void", KEEPERS_OF_MINUTES),
}

ACCOUNTS = {
    "invite": ("invite somebody into the organisation with a seat", MEMBERS),
    "invitation_renew": ("send that invitation once more", MEMBERS),
    "invitation_withdraw": ("withdraw that invitation", MEMBERS),
    "member_role": ("change the role of one of its members", MEMBERS),
    "member_end": ("end the membership of one of its members", MEMBERS),
}

ADMINISTRATION = {
    "admin:accounts_organisation_add": ("add an organisation", KEEPERS),
    "admin:accounts_organisation_change": ("change an organisation", KEEPERS),
    "admin:accounts_user_add": ("add a person", KEEPERS),
    "admin:accounts_user_change": ("change a person", KEEPERS),
    "admin:accounts_user_move:reset_second_factor": (
        "take away a second factor that somebody lost",
        KEEPERS,
    ),
    "admin:accounts_membership_add": ("grant a membership", KEEPERS),
    "admin:accounts_membership_change": ("change a membership", KEEPERS),
    "admin:accounts_membership_move:end": ("end a membership", KEEPERS),
    "admin:tracker_plan_add": ("open a plan", SECRETARIATS),
    "admin:tracker_plan_change": ("change the plan's description", SECRETARIAT),
    "admin:tracker_plan_move:put_in_force": ("put the plan in force", SECRETARIAT),
    "admin:tracker_plan_move:end": ("end the plan", SECRETARIAT),
    "admin:tracker_plan_move:archive": ("archive the plan", SECRETARIAT),
    "admin:tracker_theme_add": ("add a theme", SECRETARIAT),
    "admin:tracker_theme_change": ("change a theme", SECRETARIAT),
    "admin:tracker_commitment_add": ("add a commitment", SECRETARIAT),
    "admin:tracker_commitment_change": ("change a commitment's description", SECRETARIAT),
    "admin:tracker_commitment_move:pause": ("pause a commitment", SECRETARIAT),
    "admin:tracker_commitment_move:resume": ("resume a commitment", SECRETARIAT),
    "admin:tracker_commitment_move:withdraw": ("withdraw a commitment", SECRETARIAT),
    "admin:tracker_commitment_move:supersede": ("supersede a commitment", SECRETARIAT),
    "admin:tracker_commitmenttext_add": ("adopt an official text", SECRETARIAT),
    "admin:tracker_milestone_add": ("add a milestone", SECRETARIAT),
    "admin:tracker_milestone_change": ("change a milestone's description", SECRETARIAT),
    "admin:tracker_milestone_move:move_due_date": ("move a due date", SECRETARIAT),
    "admin:tracker_seat_add": ("give a seat", SECRETARIAT),
    "admin:tracker_seat_change": ("change a seat's note", SECRETARIAT),
    "admin:tracker_seat_move:take": ("say that a seat was taken", SECRETARIAT),
    "admin:tracker_seat_move:miss": ("say that a seat misses its organisation", SECRETARIAT),
    "admin:tracker_seat_move:invite": ("invite to a seat again", SECRETARIAT),
    "admin:tracker_seat_move:leave": ("say that an organisation left its seat", SECRETARIAT),
    "admin:tracker_lineage_add": ("link commitments of two plans", SECRETARIAT),
}

TABLE = {
    "At the desk": DESK,
    "What binds both sides": PROPOSALS,
    "Meetings and what they agree on": MEETINGS,
    "People and organisations": ACCOUNTS,
    "In the administration": ADMINISTRATION,
}

# About oneself, or by a mailed link alone: everybody meets their own things only.
OWN = {
    "account_login": "anybody signs in with the password of an account",
    "account_logout": "whoever is signed in signs out",
    "account_change_password": "whoever is signed in changes their own password",
    "account_reauthenticate": "whoever is signed in shows by password that it is still they",
    "account_reset_password": "anybody asks for a link, which goes to the address of the account",
    "account_reset_password_from_key": "whoever has the link sets the password",
    "desk_round_begin": "whoever is signed in begins to go through what they owe",
    "desk_round_skip": "whoever goes through what they owe leaves out one thing for now",
    "joint_note_presence": "whoever may read a joint note before it is agreed tells that they are there",
    "drop_joint_note_draft": "whoever writes a joint note drops their own unsaved text",
    "desk_seen": "whoever is signed in says what they have seen on their own desk",
    "invitation": "whoever has the link of an invitation accepts it, with the address it was sent to",
    "mfa_activate_totp": "whoever is signed in sets up their own app with codes",
    "mfa_add_webauthn": "whoever is signed in adds a passkey of their own",
    "mfa_authenticate": "whoever gave the right password shows their second factor",
    "mfa_deactivate_totp": "whoever is signed in removes their own app with codes",
    "mfa_generate_recovery_codes": "whoever is signed in makes their own recovery codes anew",
    "mfa_reauthenticate": "whoever is signed in shows by a code that it is still they",
    "mfa_reauthenticate_webauthn": "whoever is signed in shows by a passkey that it is still they",
    "mfa_remove_webauthn": "whoever is signed in removes a passkey of their own",
    "usersessions_list": "whoever is signed in ends all their other sessions",
    "session_end": "whoever is signed in ends one of their own sessions",
}
