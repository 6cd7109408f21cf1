"""What every request passes through, in the order of `settings.MIDDLEWARE`."""

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core.exceptions import BadRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts import middleware as accounts_middleware
from accounts import security_log
from accounts.authorization.verdicts import NotAllowed
from tracker.views import errors
from tracker.views.giving_back import give_back

NUL = "\0"


class ReadableRequest:
    """Refuse an address with a NUL in it: no page is meant, and PostgreSQL cannot even compare it.

    A cookie with one is left out: it is not ours, and its reader did not type it.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if NUL in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest(_("The address contains a character that no page can have."))
        for name in [name for name, value in request.COOKIES.items() if NUL in value]:
            del request.COOKIES[name]
        return self.get_response(request)


class DenyByDefault(LoginRequiredMiddleware):
    """Every page needs a sign-in unless its view says that it is public.

    A form sent after the session ended, or by somebody who may not, is given back with all that
    was typed.
    """

    def process_view(self, request, view_func, view_args, view_kwargs):
        # Asked first, so that a public address does not read who is there.
        if not getattr(view_func, "login_required", True):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)

    def handle_no_permission(self, request, view_func):
        if request.method == "POST":
            return give_back(request, 401)
        return super().handle_no_permission(request, view_func)

    def process_exception(self, request, exception):
        """Answer an action's refusal with its reason."""
        if not isinstance(exception, NotAllowed):
            return None
        security_log.refused(request, str(exception))
        if request.method == "POST":
            return give_back(request, 403, str(exception))
        return errors.forbidden(request, exception)


class SecondFactorFirst(accounts_middleware.SecondFactorFirst):
    """What somebody typed before they had their second factor is given back, not lost."""

    def send_away(self, request):
        if request.method == "POST":
            sentence = gettext(
                "Your account needs a second factor first. Set it up on another tab, under "
                "“Security of your account”; then send this form again."
            )
            return give_back(request, 403, sentence)
        return super().send_away(request)


class ErrorPages:
    """Write a page where Django answers with a status and nothing else: a method that an address
    does not take.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code == 405 and not response.streaming and not response.content:
            return errors.method_not_allowed(request, response["Allow"])
        return response
