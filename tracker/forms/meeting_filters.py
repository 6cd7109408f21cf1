"""What may be asked of the lists of a plan's meetings and agreements."""

from django import forms
from django.core.exceptions import BadRequest
from django.utils.translation import gettext_lazy as _

from tracker.queries.meetings import Selection


class MeetingFilters(forms.Form):
    """States, commitments, organisations, years. Whatever is unknown is refused with a sentence.

    The choices are what there is to choose from: value and label, by the name of the field.
    """

    state = forms.MultipleChoiceField(
        required=False, error_messages={"invalid_choice": _("There is no state “%(value)s” here.")}
    )
    commitment = forms.MultipleChoiceField(
        required=False,
        error_messages={"invalid_choice": _("This plan has no commitment “%(value)s”.")},
    )
    organisation = forms.MultipleChoiceField(
        required=False,
        error_messages={"invalid_choice": _("No organisation “%(value)s” stands in this list.")},
    )
    year = forms.MultipleChoiceField(
        required=False, error_messages={"invalid_choice": _("Nothing here is of “%(value)s”.")}
    )

    def __init__(self, data, choices):
        super().__init__(data)
        for name, offered in choices.items():
            self.fields[name].choices = offered

    def selection(self):
        """Return what is asked for. Raises BadRequest with a sentence."""
        if not self.is_valid():
            raise BadRequest(next(iter(self.errors.values()))[0])
        asked = self.cleaned_data
        return Selection(
            states=tuple(asked["state"]),
            commitments=tuple(asked["commitment"]),
            organisations=tuple(asked["organisation"]),
            years=tuple(asked["year"]),
        )
