from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.admin.forms import ReasonedForm
from accounts.admin.listed import Listed
from accounts.admin.moves import Move, ReasonForm
from tracker import workflow
from tracker.actions.commitments import add_commitment, change_commitment, move_commitment
from tracker.admin.base import FrameAdmin, PlanField, PlanFilter, of_visible_plans
from tracker.admin.fields import AddressesField, LinesField
from tracker.authorization.frame import may_change_commitment, may_move_commitment
from tracker.models import Commitment, CommitmentText, Milestone, Seat, Theme


class CommitmentForm(ReasonedForm):
    plan = PlanField(label=_("plan"))
    theme = forms.ModelChoiceField(
        Theme.objects.select_related("plan"), required=False, label=_("theme")
    )
    ogp_values = forms.MultipleChoiceField(
        label=_("OGP values"),
        required=False,
        choices=list(Commitment.OGP_VALUES.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    policy_areas = LinesField(label=_("policy areas"))
    sources = AddressesField(label=_("sources"))

    def narrow(self):
        """Offer the themes of the commitment's plan, or of the one named when it is added."""
        if "plan" in self.fields:
            self.fields["plan"].narrow(self.user)
        if "theme" in self.fields:
            themes = self.fields["theme"].queryset
            if self.instance.pk:
                self.fields["theme"].queryset = themes.filter(plan=self.instance.plan)
            else:
                self.fields["theme"].queryset = of_visible_plans(themes, self.user, "plan").filter(
                    plan__slug=self.data.get("plan") or self.initial.get("plan") or ""
                )


class StateForm(ReasonForm):
    on = forms.DateField(label=_("date of the decision"), widget=AdminDateWidget)
    field_order = ("seen", "on", "reason")

    def starting(self, row):
        return {"on": row.plan.as_of()}


class MilestonesListed(Listed):
    model = Milestone
    fields = ("owner", "due_date", "due_precision", "original_due_date")
    readonly_fields = ("original_due_date",)
    add_with = "commitment"

    def reference(self, parent):
        return f"{parent.plan.slug}/{parent.number}"

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("commitment", "owner")


class SeatsListed(MilestonesListed):
    model = Seat
    fields = ("state", "since", "until")
    readonly_fields = ()

    def get_queryset(self, request):
        return Listed.get_queryset(self, request).select_related("organisation")


class TextsListed(MilestonesListed):
    model = CommitmentText
    fields = ("adopted_date", "source")
    readonly_fields = ()

    def get_queryset(self, request):
        return Listed.get_queryset(self, request)


class CommitmentAdmin(FrameAdmin):
    """Commitments. Their official wording is a text of its own, of which each version stays."""

    form = CommitmentForm
    list_display = ("number", "title", "plan", "theme", "state", "ogp_id")
    list_display_links = ("number", "title")
    list_filter = (PlanFilter, "state", "is_proactive")
    search_fields = ("title_es", "title_en", "ogp_id")
    filtered_by = ("plan__id__exact",)
    fixed = ("plan",)
    readonly_fields = ("state", "state_reason", "state_date")
    inlines = (MilestonesListed, SeatsListed, TextsListed)
    fieldsets = (
        (None, {"fields": ("plan", ("number", "ogp_id"), ("title_es", "title_en"), "theme")}),
        (_("State"), {"fields": (("state", "state_date"), "state_reason")}),
        (
            _("What is promised"),
            {
                "fields": (
                    ("problem_es", "problem_en"),
                    ("objective_es", "objective_en"),
                    ("result_es", "result_en"),
                )
            },
        ),
        (
            _("Classification"),
            {"fields": ("ogp_values", "policy_areas", "ambition", "is_proactive")},
        ),
        (_("Where it is from"), {"fields": (("note_es", "note_en"), "sources")}),
        (None, {"fields": ("reason",)}),
    )

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("plan__secretariat", "theme")

    def may_change(self, user, obj):
        return may_change_commitment(user, obj)

    def add(self, by, fields, form):
        return add_commitment(by=by, **fields)

    def change(self, by, row, seen_version, fields, form):
        return change_commitment(
            commitment=row, by=by, seen_version=seen_version, reason=form.reason_given(), **fields
        )

    def may_move(self, user, row):
        return may_move_commitment(user, row)

    def ways_on(self, obj):
        """In a plan in force the other side is asked, and the table has a page of its own."""
        place = [obj.plan.slug, obj.number]
        found = [{"label": gettext("Keep the table"), "url": reverse("keep_table", args=place)}]
        if obj.plan.is_open:
            labels = {
                "propose_text": gettext("Propose another official text"),
                "propose_state": gettext("Propose another state"),
            }
            found += [{"label": labels[n], "url": reverse(n, args=place)} for n in labels]
        return found

    def possible_verbs(self, row):
        return {move.verb for move in workflow.possible(workflow.COMMITMENT, row.state)}

    def all_moves(self):
        return [
            _move(
                "pause",
                gettext("Pause this commitment"),
                gettext("Its milestones are not counted as overdue while it is paused."),
            ),
            _move(
                "resume",
                gettext("Resume this commitment"),
                gettext("Its milestones are owed again, by their dates."),
            ),
            _move(
                "withdraw",
                gettext("Withdraw this commitment"),
                gettext("It stays in the record as withdrawn. This cannot be taken back."),
            ),
            _move(
                "supersede",
                gettext("Supersede this commitment"),
                gettext("Another commitment takes its place. This cannot be taken back."),
            ),
        ]


def _move(verb, label, explanation):
    def do(by, row, seen, **values):
        return move_commitment(commitment=row, verb=verb, by=by, seen_version=seen, **values)

    return Move(verb, label, explanation, do, StateForm)
