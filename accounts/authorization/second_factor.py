from django.conf import settings
from django.utils.translation import gettext as _

from accounts.authorization.people import may_manage_people, secretariat_of
from accounts.authorization.verdicts import Verdict, deny


def must_have_second_factor(user, day) -> bool:
    """Return whether a person needs a second factor (`ONDA_REQUIRE_MFA`).

    `stewards`: whoever acts for a secretariat or runs the site; `all`: whoever may write.
    """
    asked = settings.SECOND_FACTOR_FOR
    if asked == "none" or not user.is_authenticated:
        return False
    steward = user.is_operator or secretariat_of(user, day) is not None
    return steward or (asked == "all" and bool(user.memberships_on(day)))


def may_reset_second_factor(user, whose, day) -> Verdict:
    """Whoever keeps accounts takes a lost second factor away: an operator's only another operator."""
    keeper = may_manage_people(user, day)
    if not keeper:
        return keeper
    if user.pk == whose.pk:
        return deny(_("You cannot reset your own second factor. Use a recovery code."))
    if whose.is_operator and not user.is_operator:
        return deny(_("Only an operator can reset the second factor of an operator."))
    return keeper
