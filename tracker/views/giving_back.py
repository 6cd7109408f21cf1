"""A form that could not be accepted comes back with all that was typed in it."""

import re
from dataclasses import dataclass

from django.apps import apps
from django.conf import settings
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.models import Evidence

SECRET = re.compile(r"password|secret|token|code$", re.IGNORECASE)
WRITTEN = ("TextField", "CharField", "URLField", "EmailField")
# What a piece of evidence is told by; other things have a title too.
OF_EVIDENCE = ("title", "url")
# What forms ask for that is no column by that name.
NOT_COLUMNS = {
    "reason": gettext_lazy("Reason"),
    "email": gettext_lazy("E-mail"),
    "login": gettext_lazy("E-mail"),
}


@dataclass(frozen=True)
class Typed:
    """One value of a form. `label` is empty for what is kept without being shown."""

    name: str
    value: str
    label: str = ""

    @property
    def is_long(self):
        return len(self.value) > 40 or "\n" in self.value or "\r" in self.value


def give_back(request, status, reason="", values=None, names=()):
    """Return a page with a form that holds what a POST brought, ready to be sent again.

    401: the session ended. 403, 404: not accepted, `reason` says why. 413: too large; the texts
    can be shortened there. 429: too fast. 503: the database is away, and the page is drawn without
    it. Text is only painted for the page it was typed in: another site that posts a form here gets
    a page without it. Files are not kept. `values` stands in for a body that Django does not read:
    pairs of name and value. `names` are the organisations in whose name it can be sent, each with
    the address for it.
    """
    typed = what_was_typed(request, values) if is_from_here(request) else []
    context = {
        "status": status,
        "reason": reason,
        "shown": [field for field in typed if field.label],
        "kept": [field for field in typed if not field.label],
        "has_files": request.content_type == "multipart/form-data",
        "address": request.get_full_path(),
        "token": get_token(request),
        "names": names,
        "sign_in_url": f"{reverse(settings.LOGIN_URL)}?next={reverse('desk')}",
    }
    template = "tracker/errors/give_back.html"
    if status >= 500:
        response = HttpResponse(render_to_string(template, context), status=status)
    else:
        response = render(request, template, context, status=status)
    response["Cache-Control"] = "no-store"
    return response


def is_from_here(request):
    """Return whether the browser says that the form was on a page of this site."""
    site = request.headers.get("Sec-Fetch-Site")
    if site not in (None, "same-origin"):
        return False
    if request.headers.get("Origin") is None:
        return site == "same-origin"
    return _has_own_origin(request)


def is_vouched_for(request):
    """Return whether the browser says it twice: also in a header that no page can set."""
    return request.headers.get("Sec-Fetch-Site") == "same-origin" and _has_own_origin(request)


def _has_own_origin(request):
    origin = request.headers.get("Origin")
    own = f"{request.scheme}://{request.get_host()}"
    return origin == own or origin in settings.CSRF_TRUSTED_ORIGINS


def what_was_typed(request, values=None):
    """Return every value of the form but its token. A password is never painted on a page."""
    if values is None:
        values = [(name, value) for name, given in request.POST.lists() for value in given]
    values = [(n, v.replace("\0", "")) for n, v in values if n != "csrfmiddlewaretoken"]
    if any(SECRET.search(name) for name, _value in values):
        return []
    labels = _labels()
    return [Typed(name, value, _label(labels, name, value)) for name, value in values]


def _labels():
    """Return what people call the texts they write, by the name of the column."""
    fields = [
        field
        for app in ("accounts", "tracker")
        for model in apps.get_app_config(app).get_models()
        for field in model._meta.fields
    ]
    chosen = {field.name for field in fields if field.choices}
    columns = {
        field.name: capfirst(field.verbose_name)
        for field in fields
        if field.name not in chosen and field.get_internal_type() in WRITTEN
    }
    return columns | NOT_COLUMNS


def _label(labels, name, value):
    """Return the label of a value worth showing: a text that somebody typed."""
    column = name.rsplit("-", 1)[-1]
    if name.startswith("evidence-") and column in OF_EVIDENCE and value.strip():
        return capfirst(Evidence._meta.get_field(column).verbose_name)
    if column in labels and value.strip():
        return labels[column]
    return _("What you typed in “%(field)s”") % {"field": name} if " " in value.strip() else ""
