"""How a session finds the person it belongs to."""

from allauth.account.auth_backends import AuthenticationBackend

from accounts.models import Membership


class WithMemberships(AuthenticationBackend):
    """Loads the memberships with the person, in one query: every page of somebody signed in asks both."""

    def get_user(self, user_id):
        found = Membership.objects.filter(user=user_id).select_related("user", "organisation")
        memberships = list(found.order_by("pk"))
        if not memberships:
            return super().get_user(user_id)
        user = memberships[0].user
        user.all_memberships = memberships
        return user if self.user_can_authenticate(user) else None
