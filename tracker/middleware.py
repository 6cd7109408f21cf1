"""What every request passes through, in the order of `settings.MIDDLEWARE`."""

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core.exceptions import BadRequest
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts import middleware as accounts_middleware
from accounts import security_log
from accounts.authorization.verdicts import InWhoseName, NotAllowed
from tracker import write_limits
from tracker.forms.in_whose_name import NAME
from tracker.views import errors
from tracker.views.desk import in_whose_name
from tracker.views.giving_back import give_back, is_vouched_for

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


class FormTokens(CsrfViewMiddleware):
    """Django's check of the token that every form carries, with one leniency.

    Signing in changes the token, so a form that stood open in another tab brings an old one. It is
    taken when the browser itself says that it stood on a page of ours (ADR 18).
    """

    def _reject(self, request, reason):
        if is_vouched_for(request) and request.POST.get("csrfmiddlewaretoken"):
            return self._accept(request)
        return super()._reject(request, reason)


class DenyByDefault(LoginRequiredMiddleware):
    """Every page needs a sign-in unless its view says that it is public.

    A form sent after the session ended, or by somebody who may not, is given back with all that
    was typed. Whoever could act for several organisations is asked for which one, and then has the
    rights of that one alone.
    """

    def process_view(self, request, view_func, view_args, view_kwargs):
        # Asked first, so that a public address does not read who is there.
        if not getattr(view_func, "login_required", True):
            return None
        away = super().process_view(request, view_func, view_args, view_kwargs)
        if away is None and NAME in request.GET:
            person = request.user.in_name_of(request.GET[NAME])
            if person is None:
                raise BadRequest(_("You act for no organisation of that name."))
            request.user = person
        return away

    def handle_no_permission(self, request, view_func):
        if request.method == "POST":
            return give_back(request, 401)
        return super().handle_no_permission(request, view_func)

    def process_exception(self, request, exception):
        """Answer an action's refusal with its reason, and ask in whose name somebody acts."""
        if isinstance(exception, InWhoseName):
            return in_whose_name.ask(request, exception)
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


class WriteLimits:
    """Answer 429, with all that was typed, to somebody who sends faster than a person can.

    Signing out always works.
    """

    UNCOUNTED = frozenset({"account_logout"})

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view_func, view_args, view_kwargs):
        if request.method != "POST" or request.resolver_match.url_name in self.UNCOUNTED:
            return None
        if not request.user.is_authenticated:
            return None  # the sign-in and its like have limits of their own
        by_itself = write_limits.AUTOSAVE in request.POST or hasattr(view_func, "by_itself")
        wait = write_limits.seconds_to_wait(request.user, by_itself=by_itself)
        if not wait:
            return None
        security_log.event("writes-slowed", request, request.user, path=request.path)
        return errors.too_many_writes(request, wait)


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
