"""In the name of which of several organisations somebody acts: asked before the form itself."""

from django import forms
from django.utils.translation import gettext_lazy

from tracker.forms.fields import Choice

# How the answer stands in the address of the form that follows.
NAME = "in_name_of"


class InWhoseNameForm(forms.Form):
    in_name_of = Choice(label=gettext_lazy("In the name of"), choices=(), required=True)

    def __init__(self, *args, organisations, **options):
        super().__init__(*args, **options)
        self.fields[NAME].choices = [(o.slug, str(o)) for o in organisations]
