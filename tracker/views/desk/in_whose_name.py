"""Asking somebody of several organisations for which of them they act."""

from urllib.parse import urlencode

from django.shortcuts import render

from tracker.forms.in_whose_name import NAME, InWhoseNameForm
from tracker.views.giving_back import give_back


def ask(request, question):
    """Ask in whose name the page at hand is opened, or the form at hand is sent."""
    kept = [(name, value) for name, value in request.GET.items() if name != NAME]
    if request.method == "POST":
        names = [
            (str(organisation), f"{request.path}?{urlencode([*kept, (NAME, organisation.slug)])}")
            for organisation in question.organisations
        ]
        return give_back(request, 403, str(question), names=names)
    context = {
        "form": InWhoseNameForm(organisations=question.organisations),
        "kept": kept,
        "no_descriptions": {},
    }
    return render(request, "tracker/desk/in_whose_name.html", context)
