from django.contrib import admin
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.admin.forms import ReasonedForm
from accounts.admin.listed import Listed
from accounts.admin.moves import Move
from accounts.forms.references import ReferenceField
from accounts.models import Organisation, Side
from accounts.models.organisation import KIND_SIDE
from tracker import workflow
from tracker.actions.plans import add_plan, change_plan, move_plan
from tracker.admin.base import FrameAdmin, PlanField
from tracker.admin.fields import AddressesField, DaysField, DocumentsField
from tracker.authorization.frame import may_change_plan, may_describe_plan
from tracker.models import Commitment, Theme
from tracker.models.wording import in_page_language


class StewardField(ReferenceField):
    """An organisation of one side, by its short address."""

    def __init__(self, side, **options):
        kinds = [kind for kind, of_side in KIND_SIDE.items() if of_side == side]
        organisations = Organisation.objects.filter(kind__in=kinds).order_by("slug")
        super().__init__(organisations, by="slug", required=False, **options)


class PlanForm(ReasonedForm):
    predecessor = PlanField(required=False, label=_("plan before"))
    government_steward = StewardField(Side.GOVERNMENT, label=_("steward of government"))
    civil_society_steward = StewardField(Side.CIVIL_SOCIETY, label=_("steward of civil society"))
    documents = DocumentsField(label=_("documents"))
    sources = AddressesField(label=_("sources"))
    holidays = DaysField(label=_("holidays"))

    def narrow(self):
        if "predecessor" in self.fields:
            self.fields["predecessor"].narrow(self.user)


class ThemesListed(Listed):
    model = Theme
    fields = ("slug",)
    add_with = "plan"


class CommitmentsListed(Listed):
    model = Commitment
    fields = ("ogp_id", "theme", "state")
    add_with = "plan"

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("theme")


class PlanAdmin(FrameAdmin):
    """Plans. The short address names a plan's history and its nature says what may be written in
    it, so neither ever changes."""

    form = PlanForm
    list_display = ("title", "slug", "jurisdiction", "status", "nature", "secretariat")
    list_filter = ("status", "nature")
    search_fields = ("title_es", "title_en", "slug", "jurisdiction_es", "jurisdiction_en")
    list_select_related = ("secretariat",)
    plan_path = ""
    fixed = ("slug", "nature")
    inlines = (ThemesListed, CommitmentsListed)
    fieldsets = (
        (None, {"fields": ("slug", "number", "nature", "status", "secretariat", "predecessor")}),
        (
            _("Title"),
            {
                "fields": (
                    ("title_es", "title_en"),
                    ("jurisdiction_es", "jurisdiction_en"),
                    ("summary_es", "summary_en"),
                )
            },
        ),
        (_("Period"), {"fields": (("start_date", "end_date"), "timezone", "official_count")}),
        (_("When a side is silent"), {"fields": (("fresh_days", "due_days", "silent_days"),)}),
        (_("Days without answers"), {"fields": ("holidays",)}),
        (
            _("The two keys"),
            {
                "fields": (("government_steward", "civil_society_steward"),),
                "description": _(
                    "One organisation of each side may hide words for 72 hours. Only both together "
                    "erase any. Whom you name, and every change, is in the history."
                ),
            },
        ),
        (_("Documents"), {"fields": ("documents", "sources")}),
        (None, {"fields": ("reason",)}),
    )
    readonly_fields = ("status", "secretariat")

    def get_queryset(self, request):
        return (
            super()
            .get_queryset(request)
            .select_related(
                "secretariat", "predecessor", "government_steward", "civil_society_steward"
            )
        )

    @admin.display(description=_("jurisdiction"))
    def jurisdiction(self, obj):
        return in_page_language(obj, "jurisdiction")

    def may_change(self, user, obj):
        return may_describe_plan(user, obj)

    def may_move(self, user, row):
        return may_change_plan(user, row)

    def add(self, by, fields, form):
        return add_plan(by=by, **fields)

    def change(self, by, row, seen_version, fields, form):
        return change_plan(
            plan=row, by=by, seen_version=seen_version, reason=form.reason_given(), **fields
        )

    def possible_verbs(self, row):
        return {move.verb for move in workflow.possible(workflow.PLAN, row.status)}

    def all_moves(self):
        return [
            _move(
                "put_in_force",
                gettext("Put this plan in force"),
                gettext("Everybody sees it from then on, and its organisations can write in it."),
            ),
            _move(
                "end",
                gettext("End this plan"),
                gettext(
                    "Nothing is added any more but what is left of it. All of it stays to be read."
                ),
            ),
            _move(
                "archive",
                gettext("Archive this plan"),
                gettext("It stays to be read, below the plans that go on."),
            ),
        ]


def _move(verb, label, explanation):
    def do(by, row, seen, **values):
        return move_plan(plan=row, verb=verb, by=by, seen_version=seen, **values)

    return Move(verb, label, explanation, do)
