"""What every request passes through."""

from django.contrib.auth.middleware import LoginRequiredMiddleware

from tracker.views.errors import database_is_down, give_back


class DatabaseDown:
    """Answer with a plain page while the database cannot be reached. Stands outermost."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        return database_is_down(request) if getattr(request, "database_down", False) else response


class DenyByDefault(LoginRequiredMiddleware):
    """Every page needs a sign-in unless its view says that it is public.

    A form sent after the session ended is given back with all that was typed.
    """

    def handle_no_permission(self, request, view_func):
        if request.method == "POST":
            return give_back(request, 401)
        return super().handle_no_permission(request, view_func)
