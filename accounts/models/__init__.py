"""Tables of people, organisations and the memberships that join them."""

from accounts.models.membership import Membership
from accounts.models.organisation import KIND_SIDE, Organisation, Side
from accounts.models.user import User

__all__ = ["KIND_SIDE", "Membership", "Organisation", "Side", "User"]
