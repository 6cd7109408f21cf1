import datetime as dt
import itertools
import uuid

from allauth.mfa.totp.internal.auth import TOTP

from accounts.actions import invitations
from accounts.actions.memberships import grant_membership
from accounts.actions.organisations import add_organisation as add
from accounts.actions.users import add_user, create_operator
from accounts.models import User

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
PASSWORD = "correct horse battery staple"
_numbers = itertools.count(1)


def an_operator():
    """Return whoever runs the site, made once."""
    found = User.objects.filter(is_operator=True).first()
    return found or create_operator(email="operator@onda.example", name="Olga Operator")


def add_organisation(kind="ministry", slug="", **fields):
    slug = slug or f"{kind.replace('_', '-')}-{next(_numbers)}"
    fields.setdefault("name_es", f"Organización {slug}")
    fields.setdefault("name_en", f"Organisation {slug}")
    return add(by=an_operator(), slug=slug, kind=kind, **fields)


def add_member(organisation, name="", since=dt.date(2025, 1, 1), password=PASSWORD, **fields):
    """Return a person who acts for an organisation and can sign in with PASSWORD."""
    name = name or f"Person {next(_numbers)}"
    email = f"{name.lower().replace(' ', '.')}@onda.example"
    user = add_user(email=email, name=name, by=an_operator(), language="es")
    grant_membership(user=user, organisation=organisation, by=an_operator(), since=since, **fields)
    user.set_password(password)
    user.save(update_fields=["password"])
    return User.objects.get(pk=user.pk)


def invite(organisation, email, by, **fields):
    """Return an invitation that `by` sent, and the token of its link."""
    fields.setdefault("uid", uuid.uuid4())
    return invitations.invite(organisation=organisation, email=email, by=by, **fields)


def set_up_codes(user, secret=SECRET):
    """Give somebody an app with codes; `tests.codes` knows them."""
    return TOTP.activate(user, secret).instance
