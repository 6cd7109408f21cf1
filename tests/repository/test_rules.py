"""Rules that keep the repository as it is meant to be."""

import io
import re

import pytest
from django.apps import apps
from django.core.management import call_command

from accounts.authorization import people as people_rules
from accounts.authorization import second_factor as second_factor_rules
from ledger.models import Recorded
from tests import factories
from tests.repository.source import ROOT, imports, modules, tracked
from tracker import authorization, workflow
from tracker.authorization import desk as desk_rules
from tracker.authorization import entries as entry_rules
from tracker.authorization import frame as frame_rules
from tracker.authorization import joint_notes as joint_note_rules
from tracker.authorization import moderation as moderation_rules
from tracker.authorization import proposals as proposal_rules
from tracker.authorization import settlements as settlement_rules
from tracker.authorization import uploads as upload_rules

LONG_FILES = {
    # A migration is written by Django; a story is one commitment told whole.
    "tracker/migrations/0001_initial.py",
}
SOURCE = ("*.py", "*.html", "*.css", "*.js")
# Folders of somebody's machine, and notes to oneself.
OTHER_PLACES = re.compile(r"(?<![\w.\-])/(?:home|root|work|Users)/\w|TODO|FIXME")


def test_migrations_tell_everything(db):
    call_command("makemigrations", "--check", "--dry-run", stdout=io.StringIO())


@pytest.mark.parametrize("path", tracked(*SOURCE), ids=lambda p: str(p.relative_to(ROOT)))
def test_no_source_file_is_long(path):
    if str(path.relative_to(ROOT)) in LONG_FILES:
        return
    assert len(path.read_text().splitlines()) <= 400


@pytest.mark.parametrize(
    "path", tracked(*SOURCE, "*.md", "*.toml"), ids=lambda p: str(p.relative_to(ROOT))
)
def test_the_project_speaks_of_itself_alone(path):
    if path.name == "test_rules.py":
        return
    found = OTHER_PLACES.search(path.read_text())
    assert found is None, found


def test_every_model_has_a_factory():
    """Factories call actions, so a model without one is a model that nobody can write."""
    made = {
        "Organisation": factories.add_organisation,
        "User": factories.add_member,
        "Membership": factories.add_member,
        "Invitation": factories.invite,
        "Plan": factories.add_plan,
        "Theme": factories.add_theme,
        "Commitment": factories.add_commitment,
        "CommitmentText": factories.add_text,
        "Milestone": factories.add_milestone,
        "Seat": factories.give_seat,
        "Handover": factories.acknowledge_handover,
        "Lineage": factories.link_lineage,
        "PlanEvent": factories.add_event,
        "Proposal": factories.propose,
        "ProposalAnswer": factories.accept,
        "ProgressReport": factories.report,
        "Observation": factories.observe,
        "Response": factories.respond,
        "Settlement": factories.settle,
        "IndependentAssessment": factories.assess,
        "Hold": factories.hold,
        "Redaction": factories.ask_redaction,
        "JointNote": factories.write_note,
        "JointNoteRevision": factories.write_note,
        "JointNoteSignature": factories.sign_note,
        "AgreedNote": factories.agree_note,
    }
    recorded = {model.__name__ for model in apps.get_models() if issubclass(model, Recorded)} - {
        "Entry"
    }
    assert recorded == set(made)


def rules():
    return {
        name
        for module in (
            frame_rules,
            entry_rules,
            moderation_rules,
            joint_note_rules,
            settlement_rules,
            people_rules,
            proposal_rules,
            second_factor_rules,
            upload_rules,
            desk_rules,
        )
        for name in vars(module)
        if name.startswith("may_")
    }


def test_every_transition_names_a_rule_that_exists():
    tables = (
        workflow.PLAN,
        workflow.COMMITMENT,
        workflow.SEAT,
        workflow.PROPOSAL,
        workflow.ENTRY,
        workflow.REDACTION,
        workflow.AGREED_NOTE,
        workflow.SETTLEMENT,
    )
    assert {move.permission for table in tables for move in table} <= rules()
    assert authorization.__doc__


def test_every_rule_is_used_by_an_action():
    used = set()
    for name, tree in modules().items():
        if name.startswith(("tracker.actions", "accounts.actions")):
            used |= {imported.rsplit(".", 1)[-1] for imported in imports(tree)}
            used |= {n.attr for n in __import__("ast").walk(tree) if hasattr(n, "attr")}
    # `may_speak` is the rule of a kind, asked by `may_publish` and `may_correct`.
    assert rules() - used <= {"may_speak"}


def test_every_template_is_used():
    templates = {
        str(path.relative_to(ROOT / "templates")) for path in (ROOT / "templates").rglob("*.html")
    }
    text = "\n".join(path.read_text() for path in tracked("*.py", "*.html"))
    # Named by Django, allauth or the error handlers, not by us.
    by_name = (
        "account/",
        "mfa/",
        "usersessions/",
        "admin/",
        "400.",
        "403.",
        "404.",
        "500.",
        "503.",
    )
    unused = {t for t in templates if t not in text and not t.startswith(by_name)}
    assert unused == set()


def test_a_form_in_a_component_is_given_the_token_that_proves_where_it_stood():
    """`only` keeps the token out, and then the form is refused whoever sends it."""
    templates = {path: path.read_text() for path in tracked("templates/**/*.html")}
    with_forms = {path for path, text in templates.items() if "{% csrf_token %}" in text}
    forgotten = [
        found[0]
        for text in templates.values()
        for found in re.finditer(r'{% include "([^"]+)"([^%]*) only %}', text)
        if ROOT / "templates" / found[1] in with_forms and "csrf_token=csrf_token" not in found[2]
    ]
    assert forgotten == []
