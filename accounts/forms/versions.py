"""A form that carries the version of the row that the person saw."""

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS


class SeenForm(forms.Form):
    """Asks nothing but whether to do it."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)

    def renew(self, version, sentence):
        """Carry another version from now on, and say why the form comes back."""
        self.data = {**self.data.dict(), "version": str(version)}
        self.add_error(None, sentence)


def place(form, error):
    """Put an action's sentences beside the fields they are about, the others above the form."""
    found = error.error_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: [error]}
    for name, errors in found.items():
        form.add_error(name if name in form.fields else None, errors)
