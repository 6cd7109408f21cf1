"""What this site is, how it computes, what it keeps of its readers, and how accessible it is."""

from django.conf import settings
from django.shortcuts import render
from django.utils.translation import gettext as _

from tracker.completion import DEFINITIONS
from tracker.models import Plan
from tracker.views.public.validators import public_page


@public_page
def about(request):
    """Explain the record: its two voices, its rules, its proof and its limits."""
    days = {field: Plan._meta.get_field(field).default for field in THRESHOLDS}
    context = {
        "crumbs": [{"label": _("About"), "url": ""}],
        "contents": [{"id": place, "label": label} for place, label in _sections()],
        "scale": [(code.value, code.label, said) for code, said in DEFINITIONS.items()],
        "days": days,
        "contact": settings.SECURITY_CONTACT,
    }
    return render(request, "tracker/public/about.html", context)


THRESHOLDS = ("fresh_days", "due_days", "silent_days")


def _sections():
    return [
        ("what", _("What this is")),
        ("status", _("How the status is computed")),
        ("derived", _("What is derived")),
        ("who", _("Who may write what")),
        ("verify", _("How to verify the record")),
        ("nature", _("Example, archive, live")),
        ("limits", _("What this cannot do")),
        ("contact", _("Whom to write to")),
    ]


@public_page
def accessibility(request):
    """State how accessible the site is, what is known to fall short, and whom to tell."""
    context = {
        "crumbs": [{"label": _("Accessibility"), "url": ""}],
        "contact": settings.SECURITY_CONTACT,
    }
    return render(request, "tracker/public/accessibility.html", context)


@public_page
def privacy(request):
    """Say what is kept of readers and of people with an account."""
    context = {
        "crumbs": [{"label": _("Privacy"), "url": ""}],
        "contact": settings.SECURITY_CONTACT,
    }
    return render(request, "tracker/public/privacy.html", context)
