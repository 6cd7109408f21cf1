from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminDateWidget
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.admin.forms import ReasonedForm
from accounts.admin.moves import Move, ReasonForm
from tracker.actions.milestones import add_milestone, change_milestone, move_due_date
from tracker.admin.base import (
    CommitmentField,
    FrameAdmin,
    OrganisationField,
    PlanOfCommitmentFilter,
)
from tracker.authorization.frame import may_change_milestone
from tracker.due_dates import Precision

ANY_DAY = _("Any day of the period: the last one is kept. Empty when ongoing or unknown.")


class MilestoneForm(ReasonedForm):
    commitment = CommitmentField(label=_("commitment"))
    owner = OrganisationField(required=False, label=_("owner"))

    def narrow(self):
        if "commitment" in self.fields:
            self.fields["commitment"].narrow(self.user)
        if "due_date" in self.fields:
            self.fields["due_date"].help_text = ANY_DAY


class DueDateForm(ReasonForm):
    precision = forms.ChoiceField(label=_("precision"), choices=Precision.choices)
    due_date = forms.DateField(
        label=_("new due date"), required=False, widget=AdminDateWidget, help_text=ANY_DAY
    )
    field_order = ("seen", "precision", "due_date", "reason")

    def starting(self, row):
        return {"precision": row.due_precision, "due_date": row.due_date}


class MilestoneAdmin(FrameAdmin):
    """Milestones. The date first agreed stays for ever; a later one is a move with a reason."""

    form = MilestoneForm
    list_display = ("its_number", "title", "its_plan", "owner", "due_date", "original_due_date")
    list_display_links = ("its_number", "title")
    list_filter = (PlanOfCommitmentFilter, "due_precision")
    search_fields = ("title_es", "title_en")
    ordering = ("commitment__plan", "commitment__number", "number")
    plan_path = "commitment__plan"
    filtered_by = ("commitment__id__exact",)
    fixed = (
        "commitment",
        "due_date",
        "due_precision",
        "original_due_date",
        "original_due_precision",
    )

    def get_fieldsets(self, request, obj=None):
        due = (("due_date", "due_precision"),)
        if obj:
            due = (*due, ("original_due_date", "original_due_precision"))
        reason = ((None, {"fields": ("reason",)}),) if obj else ()
        return (
            (None, {"fields": ("commitment", "number", ("title_es", "title_en"), "owner")}),
            (_("Dates"), {"fields": ("start_date", *due)}),
            (
                _("What is delivered"),
                {
                    "fields": (
                        ("deliverable_es", "deliverable_en"),
                        ("verification_es", "verification_en"),
                        "source",
                    )
                },
            ),
            *reason,
        )

    def get_queryset(self, request):
        related = ("commitment__plan__secretariat", "owner")
        return super().get_queryset(request).select_related(*related)

    @admin.display(description=_("number"), ordering="number")
    def its_number(self, obj):
        return obj.label

    def may_change(self, user, obj):
        return may_change_milestone(user, obj)

    def add(self, by, fields, form):
        return add_milestone(by=by, **fields)

    def change(self, by, row, seen_version, fields, form):
        return change_milestone(
            milestone=row, by=by, seen_version=seen_version, reason=form.reason_given(), **fields
        )

    def ways_on(self, obj):
        """In a plan in force the other side is asked."""
        if not obj.plan.is_open:
            return []
        place = [obj.plan.slug, obj.commitment.number, obj.number]
        return [
            {
                "label": gettext("Propose another date"),
                "url": reverse("propose_due_date", args=place),
            },
            {
                "label": gettext("Propose another text or owner"),
                "url": reverse("propose_milestone", args=place),
            },
        ]

    def all_moves(self):
        return [
            Move(
                "move_due_date",
                gettext("Move the due date"),
                gettext(
                    "The date first agreed stays visible beside the new one, and so does the reason."
                ),
                _move_due_date,
                DueDateForm,
            )
        ]


def _move_due_date(by, row, seen, *, due_date, **values):
    return move_due_date(milestone=row, by=by, seen_version=seen, to=due_date, **values)
