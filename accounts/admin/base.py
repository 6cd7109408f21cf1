"""What every noun of the administration has in common: it reads, and it calls actions.

A form is checked, then its values are handed to the action that people's own pages call; nothing is
saved here. Nobody deletes anything. What an action refuses comes back into the form: beside the field,
above the form, or as a conflict with what somebody else wrote meanwhile.
"""

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.admin.conflicts import merged
from accounts.admin.forms import CONTROLS, ActionForm
from accounts.admin.moves import Moves
from accounts.authorization.verdicts import NotAllowed, deny, require
from accounts.security_log import refused
from ledger.models import StaleVersion


class Trouble(Exception):
    """An action refused what the form asked for. `error` is its exception."""

    def __init__(self, error):
        super().__init__(str(error))
        self.error = error


class LedgerInsteadOfLog:
    """Django's own log of the administration stays empty: the history is the log."""

    def log_addition(self, request, obj, message):
        return None

    def log_change(self, request, obj, message):
        return None

    def construct_change_message(self, request, form, formsets, add=False):
        return ""

    def history_view(self, request, object_id, extra_context=None):
        """Lead to the entries of the history that tell of this row."""
        row = self.get_object(request, unquote(object_id))
        if row is None:
            raise Http404
        page = reverse("admin:ledger_historyentry_changelist")
        return redirect(f"{page}?subject_uid__exact={self.history_uid(row)}")

    def history_uid(self, row):
        return row.uid


class ReadOnlyAdmin(LedgerInsteadOfLog, admin.ModelAdmin):
    """A noun to look at. Subclasses add what may be done."""

    actions = None
    formfield_overrides = CONTROLS
    list_per_page = 50
    show_full_result_count = False
    # Further columns that a link of ours may filter by.
    filtered_by = ()
    why_not = _("This is only shown here. Nobody writes it in the administration.")

    def has_module_permission(self, request):
        return self.admin_site.has_permission(request)

    def has_view_permission(self, request, obj=None):
        return self.admin_site.has_permission(request)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def add_view(self, request, form_url="", extra_context=None):
        raise NotAllowed(deny(self.why_not))

    def change_view(self, request, object_id, form_url="", extra_context=None):
        if request.method == "POST":
            raise NotAllowed(deny(self.why_not))
        return super().change_view(request, object_id, form_url, extra_context)

    def delete_view(self, request, object_id, extra_context=None):
        raise NotAllowed(deny(gettext("Nothing is deleted: what was published stays.")))

    def lookup_allowed(self, lookup, value, request):
        """Allow the filters that the list offers, and no other: a column that is not shown (a
        password) cannot be guessed letter by letter."""
        filters = self.get_list_filter(request)
        columns = {item for item in filters if isinstance(item, str)}
        named = {item.parameter_name for item in filters if not isinstance(item, str)}
        field, _sep, kind = lookup.partition("__")
        return (
            lookup in named
            or lookup in self.filtered_by
            or (field in columns and kind in {"exact", "isnull", "in"})
        )

    def get_view_on_site_url(self, obj=None):
        """Return the row's page, by its own address: Django's way leads through row numbers."""
        shown = obj is not None and self.view_on_site and hasattr(obj, "get_absolute_url")
        return obj.get_absolute_url() if shown else None

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        raise Http404


class ActionAdmin(Moves, ReadOnlyAdmin):
    """A noun that is added and changed by actions.

    Subclasses give the rules `may_add` and `may_change`, the actions as `add` and `change`, and
    `fixed`: what is written once, when the row is added.
    """

    form = ActionForm
    change_form_template = "admin/action_form.html"
    fixed = ()
    # What an action raises to say no. A subclass adds its own kinds.
    refusals = (NotAllowed, StaleVersion, ValidationError)

    def may_add(self, user):
        return deny(gettext("This is not added here."))

    def may_change(self, user, obj):
        return deny(gettext("This is never changed. Add a new one instead."))

    def ways_on(self, obj):
        """Return where else a row is worked on: `{label, url}`."""
        return []

    def add(self, by, fields, form):
        raise NotImplementedError

    def change(self, by, row, seen_version, fields, form):
        raise NotImplementedError

    # --- Who -------------------------------------------------------------------------------

    def has_add_permission(self, request):
        return bool(self.may_add(request.user))

    def has_change_permission(self, request, obj=None):
        return obj is None or bool(self.may_change(request.user, obj))

    def get_readonly_fields(self, request, obj=None):
        fields = super().get_readonly_fields(request, obj)
        return (*fields, *self.fixed) if obj else fields

    def add_view(self, request, form_url="", extra_context=None):
        require(self.may_add(request.user))
        return self.changeform_view(request, None, form_url, extra_context)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        obj = self.get_object(request, unquote(object_id))
        if obj is None:
            raise Http404
        verdict = self.may_change(request.user, obj)
        if request.method == "POST":
            require(verdict)
        context = {**(extra_context or {}), "refusal": verdict.reason}
        context["moves"] = [*self.offered_moves(request, obj), *self.ways_on(obj)]
        return self.changeform_view(request, object_id, form_url, context)

    # --- Calling the action ----------------------------------------------------------------

    def get_form(self, request, obj=None, change=False, **kwargs):
        """Return the form's class, told who fills it in and what an action refused."""
        form = super().get_form(request, obj, change=change, **kwargs)
        told = {"user": request.user, "trouble": getattr(request, "trouble", None)}
        return type(form)(form.__name__, (form,), told)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except Trouble as trouble:
            return self._again(request, object_id, form_url, extra_context, trouble.error)

    def _again(self, request, object_id, form_url, extra_context, error):
        """Show the form once more, with all that was typed and what the action said."""
        if isinstance(error, NotAllowed):
            refused(request, str(error))
            error, status = ValidationError(str(error)), 403
        elif isinstance(error, StaleVersion):
            status = 409
        else:
            status = 200
        if isinstance(error, StaleVersion):
            request.POST, error = merged(request.POST, error.current, request.admin_form)
        elif not isinstance(error, ValidationError):
            error = ValidationError(str(error))
        request.trouble = error
        response = super().changeform_view(request, object_id, form_url, extra_context)
        response.status_code = status
        return response

    def save_model(self, request, obj, form, change):
        """Hand the form's values to the action, and take over the row that it returns."""
        request.admin_form = form
        try:
            row = self._changed(request, form, obj.pk) if change else self._added(request, form)
        except self.refusals as error:
            raise Trouble(error) from error
        obj.__dict__.update(row.__dict__)

    def _added(self, request, form):
        return self.add(request.user, form.values(), form)

    def _changed(self, request, form, pk):
        row = self.get_queryset(request).get(pk=pk)
        seen_version, fields = form.seen_version(), form.values()
        request.nothing_changed = seen_version == row.version and all(
            getattr(row, name) == value for name, value in fields.items()
        )
        if request.nothing_changed:
            return row
        return self.change(request.user, row, seen_version, fields, form)

    def save_related(self, request, form, formsets, change):
        """Nothing: the action wrote everything."""

    def response_change(self, request, obj):
        if not getattr(request, "nothing_changed", False):
            return super().response_change(request, obj)
        self.message_user(
            request, gettext("Nothing differed, so nothing was written."), messages.INFO
        )
        return self.response_post_save_change(request, obj)


def today():
    return timezone.now().date()
