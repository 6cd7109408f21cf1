"""What the nouns of a plan have in common: they are seen where their plan is, and kept by its secretariat."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from accounts.admin.base import ActionAdmin, ReadOnlyAdmin
from accounts.forms.references import ReferenceField
from accounts.models import Organisation
from tracker.authorization.frame import may_create_plan
from tracker.models import Commitment, Plan
from tracker.workflow import WrongState


def of_visible_plans(queryset, user, path):
    """Leave out what belongs to somebody else's draft plan. `path` leads from the row to its plan."""
    visible = Plan.objects.visible_to(user).order_by().values("pk")
    return queryset.filter(**{f"{path}pk__in" if path == "" else f"{path}__in": visible})


class PlanFilter(admin.SimpleListFilter):
    """Filters by plan. Offers the plans that the reader may see."""

    title = _("plan")
    parameter_name = "of"
    path = "plan"

    def lookups(self, request, model_admin):
        return [(plan.slug, str(plan)) for plan in Plan.objects.visible_to(request.user)]

    def queryset(self, request, queryset):
        return queryset.filter(**{f"{self.path}__slug": self.value()}) if self.value() else queryset


class PlanOfCommitmentFilter(PlanFilter):
    path = "commitment__plan"


class SeenWithThePlan:
    """A list that starts from the plans its reader may see."""

    plan_path = "plan"

    def get_queryset(self, request):
        return of_visible_plans(super().get_queryset(request), request.user, self.plan_path)


class FrameAdmin(SeenWithThePlan, ActionAdmin):
    """A noun of the agreed frame. Every secretariat sees it; the plan's own changes it."""

    refusals = (*ActionAdmin.refusals, WrongState)

    def may_add(self, user):
        """Somebody of a secretariat may open the form; the action looks at the plan named in it."""
        return may_create_plan(user)

    def get_inlines(self, request, obj):
        return self.inlines if obj else ()

    @admin.display(description=_("title"), ordering="title_es")
    def title(self, obj):
        return obj.title

    @admin.display(description=_("plan"))
    def its_plan(self, obj):
        return obj.plan


class SpokenAdmin(SeenWithThePlan, ReadOnlyAdmin):
    """What people said: to look at. Nobody writes it here, whoever they are."""

    why_not = _("These words are their author’s. Nobody writes them in the administration.")


class CommitmentField(ReferenceField):
    """A commitment named by its plan and number: `mexico-2013-2015/6`."""

    def __init__(self, **options):
        options.setdefault("help_text", _("Plan and number, such as my-plan/6."))
        super().__init__(Commitment.objects.select_related("plan"), by="", **options)

    def find(self, text):
        slug, _slash, number = text.partition("/")
        return self.queryset.get(plan__slug=slug.strip(), number=int(number))

    def reference(self, row):
        return f"{row.plan.slug}/{row.number}"

    def narrow(self, user):
        self.queryset = of_visible_plans(self.queryset, user, "plan")


class PlanField(ReferenceField):
    def __init__(self, **options):
        options.setdefault("help_text", _("Its short address."))
        super().__init__(Plan.objects.all(), by="slug", **options)

    def narrow(self, user):
        self.queryset = self.queryset.visible_to(user)


class OrganisationField(ReferenceField):
    def __init__(self, **options):
        options.setdefault("help_text", _("Its short address."))
        super().__init__(Organisation.objects.all(), by="slug", **options)
