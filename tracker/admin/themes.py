from django.utils.translation import gettext_lazy as _

from accounts.admin.forms import ReasonedForm
from tracker.actions.themes import add_theme, change_theme
from tracker.admin.base import FrameAdmin, PlanField, PlanFilter
from tracker.authorization.frame import may_change_theme


class ThemeForm(ReasonedForm):
    plan = PlanField(label=_("plan"))

    def narrow(self):
        if "plan" in self.fields:
            self.fields["plan"].narrow(self.user)


class ThemeAdmin(FrameAdmin):
    form = ThemeForm
    list_display = ("title", "slug", "plan")
    list_filter = (PlanFilter,)
    search_fields = ("title_es", "title_en", "slug")
    list_select_related = ("plan",)
    filtered_by = ("plan__id__exact",)
    fixed = ("plan", "slug")
    view_on_site = False

    def get_fieldsets(self, request, obj=None):
        names = ("plan", "slug", ("title_es", "title_en"))
        return ((None, {"fields": (*names, "reason") if obj else names}),)

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("plan__secretariat")

    def may_change(self, user, obj):
        return may_change_theme(user, obj)

    def add(self, by, fields, form):
        return add_theme(by=by, **fields)

    def change(self, by, row, seen_version, fields, form):
        return change_theme(
            theme=row, by=by, seen_version=seen_version, reason=form.reason_given(), **fields
        )
