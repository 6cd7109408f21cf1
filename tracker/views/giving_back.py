"""A form that could not be accepted comes back with all that was typed in it."""

import re
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.text import capfirst

from tracker.models import (
    Evidence,
    IndependentAssessment,
    Observation,
    ProgressReport,
    Response,
)

WRITTEN_IN = (ProgressReport, Observation, Response, IndependentAssessment, Evidence)
SECRET = re.compile(r"password|secret|token|code$", re.IGNORECASE)


@dataclass(frozen=True)
class Typed:
    """One value of a form. `label` is empty for what is kept without being shown."""

    name: str
    value: str
    label: str = ""

    @property
    def is_long(self):
        return len(self.value) > 60 or "\n" in self.value


def give_back(request, status, reason=""):
    """Return a page with a form that holds what a POST brought, ready to be sent again.

    401: the session ended. 403: not accepted, `reason` says why. 503: the database is away, and
    the page is drawn without it. Text is only painted for the page it was typed in: another site
    that posts a form here gets a page without it. Files are not kept.
    """
    typed = what_was_typed(request) if is_from_here(request) else []
    context = {
        "status": status,
        "reason": reason,
        "shown": [field for field in typed if field.label],
        "kept": [field for field in typed if not field.label],
        "address": request.get_full_path(),
        "token": get_token(request),
        "sign_in_url": f"{reverse(settings.LOGIN_URL)}?next={reverse('desk')}",
    }
    template = "tracker/errors/give_back.html"
    if status == 503:
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
    origin = request.headers.get("Origin")
    if origin is None:
        return site == "same-origin"
    own = f"{request.scheme}://{request.get_host()}"
    return origin == own or origin in settings.CSRF_TRUSTED_ORIGINS


def what_was_typed(request):
    """Return every value of the form but its token. A password is never painted on a page."""
    values = [
        (name, value.replace("\0", "")) for name, values in request.POST.lists() for value in values
    ]
    if any(SECRET.search(name) for name, _value in values if name != "csrfmiddlewaretoken"):
        return []
    labels = _labels()
    return [
        Typed(name, value, _label(labels, name, value))
        for name, value in values
        if name != "csrfmiddlewaretoken"
    ]


def _labels():
    """Return what people call the texts they write, by the name of the column."""
    return {
        field.name: capfirst(field.verbose_name)
        for model in WRITTEN_IN
        for field in model._meta.fields
        if not field.choices and field.get_internal_type() in ("TextField", "CharField", "URLField")
    }


def _label(labels, name, value):
    """Return the label of a value worth showing: a text that somebody typed."""
    column = name.rsplit("-", 1)[-1]
    if column in labels and value.strip():
        return labels[column]
    return capfirst(column.replace("_", " ")) if " " in value.strip() else ""
