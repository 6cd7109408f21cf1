"""How django-allauth signs people in here."""

from allauth.account.adapter import DefaultAccountAdapter


class ClosedSignupAdapter(DefaultAccountAdapter):
    """Nobody opens an account by themselves: accounts are given by the secretariat."""

    def is_open_for_signup(self, request):
        return False
