"""Forms of the administration. They check and normalise; an action writes."""

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import NON_FIELD_ERRORS
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

CONTROLS = {
    models.TextField: {"widget": AdminTextareaWidget(attrs={"rows": 3})},
    models.URLField: {"assume_scheme": "https"},
    # The same on both databases; SQLite itself would take any number.
    models.PositiveSmallIntegerField: {"max_value": 32767},
}


class SeenVersion:
    """A form that carries, hidden, the version of the row that the person saw when it was opened.

    It is text, so that nonsense is answered by our sentence and not by a hidden one.
    """

    def seen_version(self):
        """Return the version, or None."""
        text = self.cleaned_data.get("seen", "")
        return int(text) if text.isdecimal() and len(text) < 10 else None

    def require_seen(self, row):
        """Refuse a form without it; the answer carries the one that stands now."""
        if self.seen_version() is not None:
            return
        self.data = self.data.copy()
        self.data[self.add_prefix("seen")] = str(row.version)
        self.add_error(
            None,
            gettext(
                "The form was sent without the version that it was written on. "
                "Look at what stands here now, then send it again."
            ),
        )


def seen_field():
    return forms.CharField(required=False, widget=forms.HiddenInput)


def with_line_ends(value):
    """Return a value with line ends as the database keeps them."""
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


def tell(form, error):
    """Put an action's sentences beside the fields they are about, the others above the form."""
    found = error.error_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: [error]}
    for name, errors in found.items():
        told = list(form.errors.get(name, []))
        for one in errors:
            if one.messages[0] not in told:
                form.add_error(name if name in form.fields else None, one)


class ActionForm(SeenVersion, forms.ModelForm):
    """A form whose values go to an action.

    `user` and `trouble` are set by `ActionAdmin.get_form`: who fills it in, and the ValidationError
    of an action that refused the same values a moment ago. `extra` names fields that belong to the
    action but to no column.
    """

    seen = seen_field()

    user = None
    trouble = None
    extra = ("seen", "reason")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["seen"] = self.instance.version
        for field in self.fields.values():
            field.label = capfirst(field.label or "")
        self.narrow()

    def narrow(self):
        """Offer only what this person may see: a subclass with choices of rows says what that is."""

    def clean(self):
        cleaned = super().clean()
        if self.instance.pk:
            self.require_seen(self.instance)
        return cleaned

    def _post_clean(self):
        """Leave the row as it is: the action puts the values in, and checks them against its rules."""
        if self.trouble:
            tell(self, self.trouble)

    def values(self):
        """Return `{column: value}` for the action."""
        return {
            name: with_line_ends(value)
            for name, value in self.cleaned_data.items()
            if name not in self.extra
        }


class ReasonedForm(ActionForm):
    """Also asks why. The answer is published in the history."""

    reason = forms.CharField(
        label=_("reason of this change"),
        help_text=_("Published in the history."),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def reason_given(self):
        return with_line_ends(self.cleaned_data.get("reason", ""))
