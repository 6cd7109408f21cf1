from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.actions.second_factor import Reason, reset_second_factor
from accounts.actions.users import add_user, change_user
from accounts.admin.base import ActionAdmin, today
from accounts.admin.forms import ActionForm
from accounts.admin.listed import Listed
from accounts.admin.moves import Move, MoveForm
from accounts.authorization.people import may_manage_people
from accounts.authorization.second_factor import may_reset_second_factor
from accounts.models import Membership, User


class UserForm(ActionForm):
    language = forms.ChoiceField(
        label=User._meta.get_field("language").verbose_name, choices=settings.LANGUAGES
    )


class ResetForm(MoveForm):
    reason = forms.ChoiceField(
        label=_("reason"),
        help_text=_("Kept in the history, without a name."),
        choices=Reason.choices,
    )


class MembershipsListed(Listed):
    model = Membership
    fields = ("organisation", "role", "since", "until")
    add_with = "user"

    def reference(self, parent):
        return parent.email

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("user", "organisation")


class UserAdmin(ActionAdmin):
    """People. An account is opened without a password: its owner sets one by a mailed link."""

    form = UserForm
    list_display = ("name", "email", "language", "is_active", "is_operator")
    list_filter = ("is_active", "is_operator")
    search_fields = ("name", "email")
    fixed = ("email",)
    inlines = (MembershipsListed,)

    def get_fieldsets(self, request, obj=None):
        if obj:
            return (
                (None, {"fields": ("email", "name", "language")}),
                (None, {"fields": ("is_active", "is_operator")}),
            )
        description = _(
            "The account is opened without a password. Its owner sets one at “I forgot my password, or have none yet”."
        )
        return ((None, {"fields": ("email", "name", "language"), "description": description}),)

    def get_readonly_fields(self, request, obj=None):
        fields = super().get_readonly_fields(request, obj)
        return fields if request.user.is_operator else (*fields, "is_operator")

    def get_inlines(self, request, obj):
        return self.inlines if obj else ()

    def may_add(self, user):
        return may_manage_people(user, today())

    def may_change(self, user, obj):
        return may_manage_people(user, today())

    def may_move(self, user, row):
        return may_reset_second_factor(user, row, today())

    def all_moves(self):
        return [
            Move(
                "reset_second_factor",
                gettext("Reset the second factor"),
                gettext(
                    "For somebody who lost it and has no recovery code. First make sure, by more than "
                    "a mail, that it is they who ask. They are signed out everywhere, told by mail, and "
                    "sign in with their password alone until they set up a new one."
                ),
                lambda by, row, seen, **values: reset_second_factor(
                    user=row, by=by, seen_version=seen, **values
                ),
                ResetForm,
            )
        ]

    def add(self, by, fields, form):
        return add_user(by=by, **fields)

    def change(self, by, row, seen_version, fields, form):
        return change_user(user=row, by=by, seen_version=seen_version, **fields)
