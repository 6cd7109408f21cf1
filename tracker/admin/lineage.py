from django.utils.translation import gettext_lazy as _

from accounts.admin.forms import ActionForm
from tracker.actions.lineage import link_lineage
from tracker.admin.base import CommitmentField, FrameAdmin, PlanFilter


class LineageForm(ActionForm):
    earlier = CommitmentField(label=_("earlier commitment"))
    later = CommitmentField(label=_("later commitment"), required=False)

    def narrow(self):
        self.fields["earlier"].narrow(self.user)
        self.fields["later"].narrow(self.user)


class EarlierPlanFilter(PlanFilter):
    path = "earlier__plan"


class LineageAdmin(FrameAdmin):
    """Which commitment goes on in which. A link is recorded in the plan of the earlier one."""

    form = LineageForm
    list_display = ("earlier", "kind", "later")
    list_filter = (EarlierPlanFilter, "kind")
    search_fields = (
        "earlier__title_es",
        "earlier__title_en",
        "later__title_es",
        "later__title_en",
    )
    list_display_links = ("earlier", "kind")
    plan_path = "earlier__plan"
    fields = ("earlier", "kind", "later", ("note_es", "note_en"), "source")
    view_on_site = False

    def get_queryset(self, request):
        related = ("earlier__plan__secretariat", "later__plan")
        return super().get_queryset(request).select_related(*related)

    def add(self, by, fields, form):
        return link_lineage(by=by, **fields)
