import json

from django.contrib import admin
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.actions.kinds import Kind as AccountKind
from accounts.admin.base import ReadOnlyAdmin
from accounts.models import Side
from tracker.kinds import Kind
from tracker.models import Plan
from tracker.queries.history_names import closed_in, with_holds

LABELS = {kind.value: kind.label for kinds in (Kind, AccountKind) for kind in kinds}


def _column(name, label):
    """Return a column under a name that readers know."""

    @admin.display(description=label, ordering=name)
    def column(self, obj):
        return getattr(obj, name)

    return column


class ChainFilter(admin.SimpleListFilter):
    title = _("history of")
    parameter_name = "of"

    def lookups(self, request, model_admin):
        plans = Plan.objects.visible_to(request.user)
        return [
            ("accounts", _("people and organisations")),
            *((plan.chain_key, str(plan)) for plan in plans),
        ]

    def queryset(self, request, queryset):
        return queryset.filter(chain__key=self.value()) if self.value() else queryset


class HistoryAdmin(ReadOnlyAdmin):
    """The history, as it stands in the ledger. It only grows, by what people do elsewhere."""

    why_not = _("The history is written by what people do, and never changed.")
    list_display = ("number", "history_of", "when", "what", "voice", "who", "why")
    list_display_links = ("number", "what")
    list_filter = (ChainFilter,)
    search_fields = ("kind", "organisation_name", "=subject_uid", "=hash")
    filtered_by = ("subject_uid__exact", "context_uid__exact")
    ordering = ("-at", "-pk")
    fields = (
        ("number", "history_of"),
        "when",
        "what",
        ("voice", "who"),
        "why",
        "differences",
        ("about", "identifier", "its_version"),
        "before_it",
        "fingerprint",
    )
    view_on_site = False

    number = _column("seq", _("number"))
    when = _column("at", _("time (UTC)"))
    who = _column("organisation_name", _("organisation"))
    about = _column("subject_type", _("about"))
    identifier = _column("subject_uid", _("identifier"))
    its_version = _column("subject_version", _("version"))
    before_it = _column("prev_hash", _("fingerprint of the entry before"))
    fingerprint = _column("hash", _("fingerprint"))

    def get_queryset(self, request):
        """Leave out the history of plans that are somebody else's draft."""
        seen = set(Plan.objects.visible_to(request.user).values_list("pk", flat=True))
        hidden = [plan.chain_key for plan in Plan.objects.exclude(pk__in=seen).only("slug")]
        entries = super().get_queryset(request).exclude(chain__key__in=hidden)
        return with_holds(entries).select_related("chain").prefetch_related("values")

    def history_uid(self, row):
        return row.subject_uid

    @admin.display(description=_("history of"))
    def history_of(self, obj):
        return obj.chain.key

    @admin.display(description=_("what"), ordering="kind")
    def what(self, obj):
        return capfirst(str(LABELS.get(obj.kind, obj.kind)))

    @admin.display(description=_("side"))
    def voice(self, obj):
        return dict(Side.choices).get(obj.side, obj.side)

    @admin.display(description=_("reason"))
    def why(self, obj):
        return "" if "reason" in closed_in(obj) else obj.reason

    @admin.display(description=_("changes"))
    def differences(self, obj):
        rows = [
            (field, _text(old), _text(new))
            for field, (old, new) in obj.changes().items()
            if field not in closed_in(obj)
        ]
        return format_html(
            "<table><thead><tr><th>{}</th><th>{}</th><th>{}</th></tr></thead><tbody>{}</tbody></table>",
            _("field"),
            _("before"),
            _("after"),
            format_html_join("", "<tr><td>{}</td><td>{}</td><td>{}</td></tr>", rows),
        )


def _text(value):
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
