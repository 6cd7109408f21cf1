"""Keeping the table of a commitment: giving a seat, and moving one."""

from django import forms
from django.utils.translation import gettext_lazy

from tracker.forms.fields import Choice, Text
from tracker.forms.proposals import OrganisationField
from tracker.forms.withdrawals import DiscardForm
from tracker.models import Seat


class GivingForm(forms.Form):
    """Gives a seat. It carries `uid`, so that sending it twice gives one."""

    use_required_attribute = False

    uid = forms.UUIDField(widget=forms.HiddenInput)
    organisation = OrganisationField(
        label=gettext_lazy("Organisation"),
        help_text=gettext_lazy(
            "Its acronym, name or short address. It can be named before anybody there has an account."
        ),
    )
    role = Choice(
        label=gettext_lazy("Role at the table"), choices=Seat.Role.choices, widget=forms.Select
    )
    state = Choice(
        label=gettext_lazy("State of the seat"), choices=Seat.State.choices, widget=forms.Select
    )

    @property
    def values(self):
        return {name: self.cleaned_data[name] for name in ("uid", "organisation", "role", "state")}


class MoveForm(DiscardForm):
    """Says why a seat is taken, missed, offered again or left."""

    reason = Text(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("Published in the history. Needed when an organisation leaves."),
        limit=4000,
        rows=3,
        required=False,
    )
