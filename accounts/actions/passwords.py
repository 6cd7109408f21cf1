from allauth.account.models import EmailAddress
from django.db import transaction


@transaction.atomic
def give_password(*, user, password):
    """Let somebody sign in with a password chosen for them, from the command line only.

    The address counts as confirmed, because no confirmation was asked for. Passwords are not
    part of the history.
    """
    user.set_password(password)
    user.save(update_fields=["password"])
    EmailAddress.objects.update_or_create(
        user=user, email=user.email.lower(), defaults={"verified": True, "primary": True}
    )
