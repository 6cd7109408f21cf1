"""How to use the site: a guide for each kind of user."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tracker.presenters import guides
from tracker.views.public.validators import public_page


@public_page
def guide_list(request):
    context = {
        "guides": guides.guides(get_language()),
        "crumbs": [{"label": _("Help"), "url": ""}],
    }
    return render(request, "tracker/public/help/list.html", context)


@public_page
def one_guide(request, slug):
    if slug not in guides.SLUGS:
        raise Http404
    found = guides.guide(slug, get_language())
    crumbs = [{"label": _("Help"), "url": reverse("help")}, {"label": found.title, "url": ""}]
    context = {"guide": found, "crumbs": crumbs}
    return render(request, "tracker/public/help/guide.html", context)
