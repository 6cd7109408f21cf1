"""Every component in every state, for whoever builds pages. Reachable only under DEBUG."""

from types import SimpleNamespace

from django.contrib.auth.decorators import login_not_required
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.shortcuts import render

from tracker.views.gallery import figures, furniture, voices

samples = SimpleNamespace(**vars(voices) | vars(figures) | vars(furniture))


@login_not_required
def gallery(request):
    """Show the gallery with invented data."""
    return render(
        request,
        "gallery.html",
        {
            "samples": samples,
            "unbound": samples.SampleForm(initial={"version": 7, "completion": "limited"}),
            "bound": samples.SampleForm(
                {"version": 7, "address": "nowhere", "owner": "x"}, auto_id="e_%s"
            ),
            "pages": Paginator(range(1236), 25).page(7),
            "first_page": Paginator(range(60), 25).page(1),
            "toasts": [
                Message(constants.SUCCESS, "Published as Government · Land Registry."),
                Message(constants.WARNING, "Somebody saved while you were writing."),
            ],
            # as a person with one voice, or with two: ?voices=2
            "acting_for": {
                "voice": "government",
                "name": "Land Registry",
                "url": "#",
                "others": ["Water Agency"] if request.GET.get("voices") == "2" else [],
            },
        },
    )
