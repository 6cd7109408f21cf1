"""A form that makes one thing however often it is sent."""

import uuid

from django import forms
from django.utils.translation import gettext as _


class OnceForm(forms.Form):
    """Carries `uid`, made when the form is first shown."""

    use_required_attribute = False

    uid = forms.UUIDField(widget=forms.HiddenInput)

    def clean(self):
        cleaned = super().clean()
        if self._errors.pop("uid", None):
            self.data = self.data.copy()
            self.data["uid"] = str(uuid.uuid4())
            self.add_error(
                None,
                _("This page had lost track of what it was about. Check it and send it again."),
            )
        return cleaned
