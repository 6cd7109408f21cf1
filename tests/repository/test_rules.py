"""Rules that keep the repository as it is meant to be."""

import importlib
import io
import pkgutil
import re

import pytest
from django.apps import apps
from django.core.management import call_command

from accounts import authorization as accounts_authorization
from ledger.models import Recorded
from tests import factories
from tests.repository.source import ROOT, imports, modules, tracked
from tracker import authorization, workflow
from tracker.authorization.entries import MAY_SAY

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
        "Ripple": factories.ripple,
        "RippleFinding": factories.find,
        "Settlement": factories.settle,
        "IndependentAssessment": factories.assess,
        "ClosingDecision": factories.decide,
        "Meeting": factories.call,
        "Agreement": factories.agree_at,
        "Dependency": factories.wait,
        "Embedding": factories.embed,
        "Reversal": factories.reverse,
        "FollowUpCheck": factories.follow_up,
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
    """Return the names of all rules, of whatever module."""
    return {
        name
        for package in (authorization, accounts_authorization)
        for found in pkgutil.iter_modules(package.__path__, f"{package.__name__}.")
        for name in vars(importlib.import_module(found.name))
        if name.startswith("may_")
    }


def test_every_transition_names_a_rule_that_exists():
    tables = [table for name, table in vars(workflow).items() if name.isupper()]
    assert workflow.ENTRY in tables
    assert {move.permission for table in tables for move in table} <= rules()
    assert authorization.__doc__


def test_every_rule_is_used_by_an_action():
    used = set()
    for name, tree in modules().items():
        if name.startswith(("tracker.actions", "accounts.actions")):
            used |= {imported.rsplit(".", 1)[-1] for imported in imports(tree)}
            used |= {n.attr for n in __import__("ast").walk(tree) if hasattr(n, "attr")}
    # The rules of the kinds are asked through their table, by an action and by `may_speak`.
    used |= {rule.__name__ for rule in MAY_SAY.values()} | {"may_speak"}
    assert "MAY_SAY" in used
    assert rules() <= used


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
