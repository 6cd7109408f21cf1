from django.contrib import admin
from django.utils.html import format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from tracker.admin.base import PlanOfCommitmentFilter, SpokenAdmin
from tracker.models import Entry
from tracker.models.seat import Seat
from tracker.presenters.tombstones import in_place, shown


def _column(name, label, choices=None):
    """Return a column of the list under a name that readers know."""

    @admin.display(description=label, ordering=name)
    def column(self, obj):
        value = getattr(obj, name)
        return dict(choices).get(value, value) if choices else value

    return column


class EntryAdmin(SpokenAdmin):
    """What was published, of every kind. Drafts are seen by their organisation alone, not here."""

    list_display = ("said", "what", "who", "voice", "about", "completion", "now")
    list_filter = (PlanOfCommitmentFilter, "kind", "side", "state", "completion")
    search_fields = ("text", "organisation_name", "=uid")
    plan_path = "commitment__plan"
    fields = (
        "what",
        "about",
        "step",
        ("who", "voice", "role"),
        ("said", "language", "completion"),
        "said_text",
        "particulars",
        "pieces",
        "source",
        "earlier",
        ("now", "published", "withdrawn"),
        "why_withdrawn",
    )

    said = _column("said_date", _("said on"))
    what = _column("kind", _("kind"), Entry.Kind.choices)
    who = _column("organisation_name", _("organisation"))
    voice = _column("side", _("side"), Entry._meta.get_field("side").choices)
    role = _column("hat", _("role in which it spoke"), Seat.Role.choices)
    about = _column("commitment", _("commitment"))
    step = _column("milestone", _("milestone"))
    earlier = _column("corrects", _("corrects"))
    now = _column("state", _("state"), Entry.State.choices)
    published = _column("published_at", _("published"))
    withdrawn = _column("withdrawn_at", _("withdrawn"))
    why_withdrawn = _column("withdrawal_reason", _("reason of the withdrawal"))

    def get_queryset(self, request):
        related = ("commitment__plan", "milestone__commitment", "organisation", "corrects")
        return super().get_queryset(request).select_related(*related)

    def get_object(self, request, object_id, from_field=None):
        found = super().get_object(request, object_id, from_field)
        return found and Entry.objects.with_kinds().get(pk=found.pk)

    def get_search_results(self, request, queryset, search_term):
        """Find no words that are hidden now: to be found by a word is to be read by it."""
        found, duplicates = super().get_search_results(request, queryset, search_term)
        return (found.shown() if search_term else found), duplicates

    @admin.display(description=_("text"))
    def said_text(self, obj):
        return in_place(obj) or obj.text

    @admin.display(description=_("particulars"))
    def particulars(self, obj):
        """Return what only this kind of entry has."""
        told = []
        for field in obj.detail._meta.local_fields:
            if field.is_relation:
                continue
            display = getattr(obj.detail, f"get_{field.name}_display", None)
            value = display() if display else getattr(obj.detail, field.name)
            if value not in (None, ""):
                told.append((capfirst(field.verbose_name), value))
        return format_html_join("", "<p><strong>{}</strong>: {}</p>", told)

    @admin.display(description=_("evidence"))
    def pieces(self, obj):
        told = (
            (piece.upload.get_absolute_url() if piece.upload else piece.url, piece.title)
            for piece in shown(obj.evidence.all())
        )
        return format_html_join("", '<p><a href="{}" rel="nofollow noopener">{}</a></p>', told)
