from django.contrib import admin
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.actions.organisations import add_organisation, change_organisation
from accounts.admin.base import ActionAdmin, today
from accounts.admin.forms import ReasonedForm
from accounts.admin.listed import Listed
from accounts.authorization.people import may_manage_organisations
from accounts.forms.references import ReferenceField
from accounts.models import Membership, Organisation


class OrganisationForm(ReasonedForm):
    parent = ReferenceField(
        Organisation.objects.all(),
        by="slug",
        required=False,
        label=Organisation._meta.get_field("parent").verbose_name,
    )


class MembersListed(Listed):
    model = Membership
    fields = ("user", "role", "since", "until")
    add_with = "organisation"

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("user", "organisation")


class OrganisationAdmin(ActionAdmin):
    """Bodies of every side. Their short address names them in the history, so it never changes."""

    form = OrganisationForm
    list_display = ("full_name", "acronym", "kind", "side_label", "parent", "is_example")
    list_filter = ("kind", "is_example")
    search_fields = ("name_es", "name_en", "acronym", "slug")
    list_select_related = ("parent",)
    fixed = ("slug", "is_example")
    inlines = (MembersListed,)
    fieldsets = (
        (None, {"fields": ("slug", ("name_es", "name_en"), "acronym", "kind", "parent")}),
        (None, {"fields": ("website", "source", ("note_es", "note_en"), "is_example")}),
        (None, {"fields": ("reason",)}),
    )

    @admin.display(description=_("name"), ordering="name_es")
    def full_name(self, obj):
        return obj.name

    @admin.display(description=_("side"))
    def side_label(self, obj):
        return obj.side.label

    def get_inlines(self, request, obj):
        return self.inlines if obj else ()

    def offered_moves(self, request, row):
        """Lead to the page on which members are invited and leave."""
        members = {
            "label": gettext("Members and invitations"),
            "url": reverse("members", args=[row.slug]),
        }
        return [*super().offered_moves(request, row), members]

    def may_add(self, user):
        return may_manage_organisations(user, today())

    def may_change(self, user, obj):
        return may_manage_organisations(user, today())

    def add(self, by, fields, form):
        return add_organisation(by=by, **fields)

    def change(self, by, row, seen_version, fields, form):
        return change_organisation(
            organisation=row, by=by, seen_version=seen_version, reason=form.reason_given(), **fields
        )
