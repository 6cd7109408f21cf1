from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.admin.forms import ActionForm
from accounts.admin.moves import Move, OptionalReasonForm, ReasonForm
from tracker import workflow
from tracker.actions.seats import change_seat, give_seat, move_seat
from tracker.admin.base import (
    CommitmentField,
    FrameAdmin,
    OrganisationField,
    PlanOfCommitmentFilter,
)
from tracker.authorization.frame import may_seat


class SeatForm(ActionForm):
    commitment = CommitmentField(label=_("commitment"))
    organisation = OrganisationField(label=_("organisation"))

    def narrow(self):
        if "commitment" in self.fields:
            self.fields["commitment"].narrow(self.user)


class SeatAdmin(FrameAdmin):
    """Seats at a commitment's table: who is responsible, who watches, who is missing."""

    form = SeatForm
    list_display = ("organisation", "role", "state", "commitment", "its_plan", "since", "until")
    list_filter = (PlanOfCommitmentFilter, "role", "state")
    search_fields = (
        "organisation__name_es",
        "organisation__acronym",
        "organisation__slug",
        "commitment__title_es",
        "commitment__title_en",
    )
    plan_path = "commitment__plan"
    filtered_by = ("commitment__id__exact", "organisation__id__exact")
    fixed = ("commitment", "organisation", "role", "state", "since", "until", "source")
    fields = (
        "commitment",
        "organisation",
        "role",
        "state",
        ("since", "until"),
        ("note_es", "note_en"),
        "source",
    )
    view_on_site = False

    def get_queryset(self, request):
        related = ("commitment__plan__secretariat", "organisation")
        return super().get_queryset(request).select_related(*related)

    def may_change(self, user, obj):
        return may_seat(user, obj)

    def add(self, by, fields, form):
        return give_seat(by=by, **fields)

    def change(self, by, row, seen_version, fields, form):
        return change_seat(seat=row, by=by, seen_version=seen_version, **fields)

    def possible_verbs(self, row):
        return {move.verb for move in workflow.possible(workflow.SEAT, row.state)}

    def all_moves(self):
        return [
            _move(
                "take",
                gettext("Seat it at the table"),
                gettext("From today the organisation speaks and answers in this role."),
            ),
            _move(
                "miss",
                gettext("Say that it is missing"),
                gettext("The page of the commitment shows whom the table waits for."),
            ),
            _move(
                "invite",
                gettext("Invite it"),
                gettext("The seat is kept for the organisation, which has not taken it yet."),
            ),
            _move(
                "leave",
                gettext("Say that it left"),
                gettext("What the organisation said in this role stays."),
                ReasonForm,
            ),
        ]


def _move(verb, label, explanation, form=OptionalReasonForm):
    def do(by, row, seen, **values):
        return move_seat(seat=row, verb=verb, by=by, seen_version=seen, **values)

    return Move(verb, label, explanation, do, form)
