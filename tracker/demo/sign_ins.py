"""The sign-ins of the example's cast: fresh random passwords, written where the operator finds them."""

import json
import os
import secrets

from django.conf import settings

from accounts.actions.passwords import give_password

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that are mistaken for another
FILE = "demo-sign-ins.json"


def open_sign_ins(cast):
    """Give each of the cast a password. Returns what to print: one dictionary a person."""
    return [_open(row, user) for row, user in cast]


def _open(row, user):
    words = ("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(4))
    password = "-".join(words)
    give_password(user=user, password=password)
    organisation = user.all_memberships[0].organisation
    return {
        "email": user.email,
        "password": password,
        "name": user.name,
        "organisation": organisation.short,
        "side": organisation.side,
    }


def write(sign_ins):
    """Write the sign-ins into the data folder, readable by its owner alone. Returns the path."""
    path = settings.DATA_DIR / FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(sign_ins, file, ensure_ascii=False, indent=2)
        file.write("\n")
    return path
