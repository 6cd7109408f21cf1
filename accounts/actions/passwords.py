from django.db import transaction


@transaction.atomic
def give_password(*, user, password):
    """Let somebody sign in with a password chosen for them, from the command line only.

    Passwords are not part of the history.
    """
    user.set_password(password)
    user.save(update_fields=["password"])
