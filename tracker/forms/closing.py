"""The form of the closing wizard: how one commitment leaves its plan."""

import uuid

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.forms.fields import Choice, Text
from tracker.forms.lasting import KeeperField
from tracker.models import ClosingDecision


class ClosingForm(forms.Form):
    """One decision. It carries `uid`, so that sending it twice makes one, and `seen`, the decision
    that its writer saw (empty: none)."""

    use_required_attribute = False

    uid = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.UUIDField(widget=forms.HiddenInput, required=False)
    outcome = Choice(
        label=gettext_lazy("1. How does it leave the plan?"),
        choices=ClosingDecision.Outcome.choices,
    )
    why = Text(
        label=gettext_lazy("2. Why?"),
        help_text=gettext_lazy("Published as it is. At most 4,000 characters."),
        limit=4000,
        rows=4,
    )
    keeper_name = KeeperField(
        label=gettext_lazy("3. Who keeps it when the plan is over?"),
        help_text=gettext_lazy(
            "Choose an organisation of the list, or write the name of another one or of a post. "
            "Not needed for what is stopped."
        ),
        required=False,
    )
    watch = Text(
        label=gettext_lazy("4. What has to be watched?"),
        help_text=gettext_lazy(
            "Obstacles that are still open, ripples that may come. At most 4,000 characters."
        ),
        limit=4000,
        rows=3,
        required=False,
    )

    @property
    def values(self):
        """Return what was sent, for the action; a keeper with a page is linked to it."""
        names = ("uid", "outcome", "why", "keeper_name", "watch")
        sent = {name: self.cleaned_data[name] for name in names}
        return sent | {"keeper": self.fields["keeper_name"].named(sent["keeper_name"])}

    def meet(self, standing, sentence=""):
        """Carry the decision that stands on a page that is shown again, and say why it is."""
        self.data = self.data.copy()
        self.data["seen"] = str(standing.uid) if standing else ""
        if not sentence:
            self.data["uid"] = str(uuid.uuid4())
            sentence = _(
                "Somebody decided meanwhile. Read it on the right: sent again, yours takes its place."
            )
        self.add_error(None, sentence)

    def renew_numbers(self, standing):
        """Refuse a sending that lost its numbers, and give the next one its own."""
        for name in ("uid", "seen"):
            self._errors.pop(name, None)
        lost = _(
            "This page had lost track of what it was about. Check your text and send it again."
        )
        self.meet(standing, lost)
        self.data["uid"] = str(uuid.uuid4())
