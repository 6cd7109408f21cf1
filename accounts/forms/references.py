"""Choosing a row by the short text that people call it by, with suggestions where there are few.

A list of all organisations is long, and a number says nothing: one types `foro`, or picks it from what
the browser suggests. Works without JavaScript.
"""

from django import forms
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

# With more rows than this there are no suggestions: the page would grow with them.
MOST_SUGGESTIONS = 300


class Suggestions(forms.TextInput):
    """A text field with the browser's own list of suggestions, which `field` gives when it is drawn."""

    field = None

    def render(self, name, value, attrs=None, renderer=None):
        suggestions = self.field.suggestions()
        if not suggestions:
            return super().render(name, value, attrs, renderer)
        list_id = f"{(attrs or {}).get('id', name)}_list"
        control = super().render(name, value, {**(attrs or {}), "list": list_id}, renderer)
        options = format_html_join("", '<option value="{}">{}</option>', suggestions)
        return format_html('{}<datalist id="{}">{}</datalist>', control, list_id, options)


class ReferenceField(forms.CharField):
    """A row of `queryset` named by the column `by`, such as an organisation by its short address.

    `suggest=False` for people, whose addresses are not spread over pages.
    """

    def __init__(self, queryset, by, *, suggest=True, **options):
        self.queryset, self.by, self.suggest = queryset, by, suggest
        super().__init__(max_length=300, widget=Suggestions, **options)
        self.widget.field = self

    def __deepcopy__(self, memo):
        copied = super().__deepcopy__(memo)
        copied.queryset = self.queryset.all()
        copied.widget.field = copied
        return copied

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        try:
            return self.find(text)
        except (ObjectDoesNotExist, ValueError):
            raise ValidationError(_("There is none of this name."), code="unknown") from None

    def find(self, text):
        """Return the row. Raises ObjectDoesNotExist, ValueError."""
        return self.queryset.get(**{self.by: text})

    def reference(self, row):
        return getattr(row, self.by)

    def prepare_value(self, value):
        """Return what stands in the control: the row's name, or what was typed."""
        if isinstance(value, int):
            value = self.queryset.filter(pk=value).first()
        return self.reference(value) if hasattr(value, "_meta") else value

    def suggestions(self):
        rows = list(self.queryset[: MOST_SUGGESTIONS + 1]) if self.suggest else []
        if len(rows) > MOST_SUGGESTIONS:
            return []
        return [(self.reference(row), str(row)) for row in rows]
