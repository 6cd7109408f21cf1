"""Rows that belong to a row, listed on its page: to look at, with links to change or add."""

from urllib.parse import urlencode

from django.contrib import admin
from django.forms.models import BaseInlineFormSet
from django.urls import reverse

from accounts.admin.forms import CONTROLS

# Rows shown on the page of what they belong to. The rest is one click away.
SHOWN = 25


class Untouched(BaseInlineFormSet):
    """Reads the first rows. Whatever a request sends, it changes nothing."""

    listed = None

    def __init__(self, data=None, files=None, **kwargs):
        super().__init__(**kwargs)

    def get_queryset(self):
        if not hasattr(self, "_queryset"):
            self._queryset = super().get_queryset()[:SHOWN]
        return self._queryset

    def is_valid(self):
        return True

    @property
    def add_url(self):
        """Return the address of the form that adds a row here."""
        query = urlencode({self.listed.add_with: self.listed.reference(self.instance)})
        return f"{reverse(self._page('add'))}?{query}"

    @property
    def all_url(self):
        """Return the address of the whole list, or "" when all of it stands here."""
        if len(self.get_queryset()) < SHOWN:
            return ""
        return f"{reverse(self._page('changelist'))}?{self.fk.name}__id__exact={self.instance.pk}"

    def _page(self, name):
        return f"admin:{self.model._meta.app_label}_{self.model._meta.model_name}_{name}"


class Listed(admin.TabularInline):
    """A read-only inline.

    `add_with` is the field that names the parent in the form that adds a row, by the parent's
    `reference`; "" where rows are not added from here.
    """

    formset = Untouched
    formfield_overrides = CONTROLS
    template = "admin/listed.html"
    show_change_link = True
    view_on_site = False
    extra = 0
    max_num = 0
    can_delete = False
    add_with = ""

    def reference(self, parent):
        return parent.reference

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        return type(formset.__name__, (formset,), {"listed": self})

    def has_add_permission(self, request, obj):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def has_view_permission(self, request, obj=None):
        return self.admin_site.has_permission(request)
