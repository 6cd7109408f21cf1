"""Tables of people, organisations, the memberships that join them and the invitations to them."""

from accounts.models.invitation import Invitation
from accounts.models.membership import Membership
from accounts.models.organisation import KIND_SIDE, Organisation, Side
from accounts.models.user import User

__all__ = ["KIND_SIDE", "Invitation", "Membership", "Organisation", "Side", "User"]
