from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.actions.memberships import change_membership, end_membership, grant_membership
from accounts.admin.base import ActionAdmin, today
from accounts.admin.forms import ActionForm
from accounts.admin.moves import Move, MoveForm
from accounts.authorization.people import may_manage_people
from accounts.authorization.verdicts import deny
from accounts.forms.references import ReferenceField
from accounts.models import Organisation, User


class MembershipForm(ActionForm):
    user = ReferenceField(
        User.objects.all(),
        by="email",
        suggest=False,
        label=_("person"),
        help_text=_("The e-mail with which they sign in."),
    )
    organisation = ReferenceField(
        Organisation.objects.all(),
        by="slug",
        label=_("organisation"),
        help_text=_("Its short address."),
    )


class EndForm(MoveForm):
    until = forms.DateField(
        label=_("last day"),
        widget=AdminDateWidget,
        help_text=_("The last day on which this person may write for the organisation."),
    )

    def starting(self, row):
        return {"until": today()}


class MembershipAdmin(ActionAdmin):
    """Who acts for which organisation, from when to when."""

    form = MembershipForm
    list_display = ("user", "organisation", "role", "since", "until")
    list_filter = ("role",)
    search_fields = (
        "user__name",
        "user__email",
        "organisation__name_es",
        "organisation__acronym",
        "organisation__slug",
    )
    list_select_related = ("user", "organisation")
    filtered_by = ("user__id__exact", "organisation__id__exact")
    fixed = ("user", "organisation", "since")

    def get_fieldsets(self, request, obj=None):
        names = ("user", "organisation", "role", "since", *(("until",) if obj else ()))
        return ((None, {"fields": names}),)

    def get_readonly_fields(self, request, obj=None):
        return (*super().get_readonly_fields(request, obj), "until")

    def get_changeform_initial_data(self, request):
        return {"since": today(), **super().get_changeform_initial_data(request)}

    def may_add(self, user):
        return may_manage_people(user, today())

    def may_change(self, user, obj):
        if obj.until is not None:
            return deny(gettext("This membership has ended. Grant a new one instead."))
        return may_manage_people(user, today())

    def add(self, by, fields, form):
        return grant_membership(by=by, **fields)

    def change(self, by, row, seen_version, fields, form):
        return change_membership(membership=row, by=by, seen_version=seen_version, **fields)

    def all_moves(self):
        return [
            Move(
                "end",
                gettext("End this membership"),
                gettext(
                    "From the day after, this person writes nothing more for the organisation. "
                    "What they wrote stays, with the organisation’s name."
                ),
                lambda by, row, seen, **values: end_membership(
                    membership=row, by=by, seen_version=seen, **values
                ),
                EndForm,
            )
        ]
