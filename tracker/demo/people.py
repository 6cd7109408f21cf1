"""Organisations, people and the accounts that load them."""

from accounts.actions.memberships import grant_membership
from accounts.actions.organisations import add_organisation
from accounts.actions.users import add_user, change_user, create_operator
from accounts.models import Organisation

DOMAIN = "onda.example"  # reserved: no mail ever arrives there


def open_loader(now, name="loader"):
    """Create the account that enters organisations and people. It has no password."""
    return create_operator(email=f"{name}@{DOMAIN}", name="Onda, demonstration data", now=now)


def lay_down_rights(loader, now):
    """Take the loader's right to run the site, by its own hand. Returns the account."""
    return change_user(
        user=loader, by=loader, seen_version=loader.version, is_operator=False, now=now
    )


def close_account(user, by, now):
    """Shut an account that has served its purpose, in the open."""
    change_user(user=user, by=by, seen_version=user.version, is_active=False, now=now)


def enter_organisation(row, by, now, is_example=False):
    """Add an organisation as its file describes it."""
    names = ("slug", "name_es", "name_en", "acronym", "kind", "website", "source")
    fields = {name: row.get(name, "") for name in (*names, "note_es", "note_en")}
    parent = Organisation.objects.get(slug=row["parent"]) if row.get("parent") else None
    return add_organisation(by=by, now=now, parent=parent, is_example=is_example, **fields)


def enter_person(row, organisation, by, now):
    """Open an account without a password and let its owner act for an organisation."""
    user = add_user(email=row["email"], name=row["name"], language=row["language"], by=by, now=now)
    grant_membership(
        user=user,
        organisation=organisation,
        role=row["role"],
        since=row["since"],
        by=by,
        now=now,
    )
    return user
