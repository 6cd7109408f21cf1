"""What may be asked of the list of a plan's proposals."""

from django import forms
from django.core.exceptions import BadRequest
from django.utils.translation import gettext_lazy as _

from tracker.models import Proposal
from tracker.queries.proposals import Selection


class ProposalFilters(forms.Form):
    """States and kinds. Whatever is unknown is refused with a sentence."""

    state = forms.MultipleChoiceField(
        required=False,
        choices=Proposal.State.choices,
        error_messages={"invalid_choice": _("There is no state “%(value)s” of a proposal.")},
    )
    kind = forms.MultipleChoiceField(
        required=False,
        choices=Proposal.Kind.choices,
        error_messages={"invalid_choice": _("There is no kind of proposal “%(value)s”.")},
    )

    def selection(self):
        """Return what is asked for. Raises BadRequest with a sentence."""
        if not self.is_valid():
            raise BadRequest(next(iter(self.errors.values()))[0])
        return Selection(tuple(self.cleaned_data["state"]), tuple(self.cleaned_data["kind"]))
