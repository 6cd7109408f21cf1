"""What is done to a row besides describing it: a page of its own for each, with what it asks.

A milestone's due date is moved, a commitment paused, a membership ended. Each has a button on the
row's page; the button's page says what will happen, asks for the reason, and calls the action.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.contrib.admin.options import csrf_protect_m
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.admin.conflicts import changes_since, shown, who_changed
from accounts.admin.forms import SeenVersion, seen_field, tell, with_line_ends
from accounts.authorization.verdicts import require
from ledger.models import StaleVersion


class MoveForm(SeenVersion, forms.Form):
    """Asks nothing but whether to do it. `row` is what it is done to."""

    seen = seen_field()

    def __init__(self, *args, row, **kwargs):
        super().__init__(*args, initial={"seen": row.version, **self.starting(row)}, **kwargs)
        self.row = row

    def starting(self, row):
        """Return what stands in the fields at first."""
        return {}

    def clean(self):
        cleaned = super().clean()
        self.require_seen(self.row)
        return cleaned

    def values(self):
        """Return what the action is given, besides the row, the person and the version."""
        return {
            name: with_line_ends(value)
            for name, value in self.cleaned_data.items()
            if name != "seen"
        }


class ReasonForm(MoveForm):
    reason = forms.CharField(
        label=_("reason"),
        help_text=_("Published in the history."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class OptionalReasonForm(ReasonForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = False


@dataclass(frozen=True)
class Move:
    """`do(by, row, seen_version, **values)` calls the action; `label` is the button, a verb and object."""

    verb: str
    label: str
    explanation: str
    do: Callable
    form: type[MoveForm] = MoveForm


class Moves:
    """Gives a ModelAdmin pages for its moves."""

    def all_moves(self):
        """Return every move of the noun."""
        return []

    def possible_verbs(self, row):
        """Return the verbs that the row's state allows. All, where there is no state."""
        return {move.verb for move in self.all_moves()}

    def may_move(self, user, row):
        return self.may_change(user, row)

    def offered_moves(self, request, row):
        """Return the buttons for a row: `{label, url}`."""
        if not self.may_move(request.user, row):
            return []
        possible = self.possible_verbs(row)
        return [
            {"label": move.label, "url": reverse(self._move_url_name(), args=[row.pk, move.verb])}
            for move in self.all_moves()
            if move.verb in possible
        ]

    def get_urls(self):
        view = self.admin_site.admin_view(self.move_view)
        name = self._move_url_name().partition(":")[2]
        return [path("<path:object_id>/do/<slug:verb>/", view, name=name), *super().get_urls()]

    def _move_url_name(self):
        return f"admin:{self.opts.app_label}_{self.opts.model_name}_move"

    @csrf_protect_m
    def move_view(self, request, object_id, verb):
        row = self.get_object(request, unquote(object_id))
        move = next((move for move in self.all_moves() if move.verb == verb), None)
        if row is None or move is None:
            raise Http404
        require(self.may_move(request.user, row))
        form = move.form(request.POST if request.method == "POST" else None, row=row)
        if verb not in self.possible_verbs(row):
            return self._too_late(request, row, move, form)
        status = 200
        if request.method == "POST" and form.is_valid():
            try:
                done = move.do(request.user, row, form.seen_version(), **form.values())
            except StaleVersion as stale:
                status = 409
                form = self._once_more(move, form, stale.current)
            except ValidationError as error:
                tell(form, error)
            else:
                self.message_user(
                    request, gettext("Done: %(what)s.") % {"what": move.label}, messages.SUCCESS
                )
                return self._back(done)
        return self._move_page(request, row, move, form, status)

    def _too_late(self, request, row, move, form):
        """Say that the state does not allow it any more; a reason that was typed comes back."""
        sentence = gettext("This is not possible any more: somebody changed its state meanwhile.")
        if any(form.data.get(field.html_name, "").strip() for field in form.visible_fields()):
            form.add_error(None, sentence)
            return self._move_page(request, row, move, form, 409)
        self.message_user(request, sentence, messages.WARNING)
        return self._back(row)

    def _back(self, row):
        return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", row.pk)

    def _once_more(self, move, form, current):
        """Return the form with all that was typed, on the version that stands now."""
        entries, before = changes_since(current, form.seen_version())
        data = form.data.copy()
        data["seen"] = str(current.version)
        again = move.form(data, row=current)
        again.is_valid()
        now = [
            f"{current._meta.get_field(name).verbose_name}: {shown(current, name)}"
            for name in before
            if hasattr(current, name)
        ]
        again.add_error(None, " ".join([who_changed(entries), gettext("Nothing was done yet.")]))
        if now:
            again.add_error(None, gettext("Now: %(now)s.") % {"now": "; ".join(now)})
        return again

    def _move_page(self, request, row, move, form, status):
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": row,
            "title": move.label,
            "explanation": move.explanation,
            "form": form,
            "media": self.media + form.media,
            "fields": [field for field in form if not field.is_hidden],
        }
        return TemplateResponse(request, "admin/move.html", context, status=status)
