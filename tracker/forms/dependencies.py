"""What a milestone waits for, and why; and why it does not any more."""

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.forms.fields import Choice, Text
from tracker.forms.meetings import PUBLISHED, reason
from tracker.forms.once import OnceForm
from tracker.forms.withdrawals import DiscardForm
from tracker.presenters.agreements import text_of
from tracker.presenters.wording import worded

SHORT = 90  # characters of a title in the list


class DependencyForm(OnceForm):
    """Says what a milestone waits for: another milestone, or an agreement."""

    on = Choice(
        label=gettext_lazy("It waits for"),
        choices=(),
        widget=forms.Select,
    )
    text = Text(
        label=gettext_lazy("Why?"),
        help_text=gettext_lazy("One sentence. It is published. At most 1,000 characters."),
        limit=1000,
        rows=3,
    )

    def __init__(self, *args, milestones, agreements, **options):
        super().__init__(*args, **options)
        self._rows = {str(row.uid): row for row in [*milestones, *agreements]}
        steps = [(str(m.uid), _short(f"{m.label} {worded(m, 'title')}")) for m in milestones]
        agreed = [(str(a.uid), _short(f"{a.owner_name}: {text_of(a)}")) for a in agreements]
        groups = [(_("Milestones"), steps), (_("Agreements"), agreed)]
        self.fields["on"].choices = [
            ("", _("Choose")),
            *((name, rows) for name, rows in groups if rows),
        ]

    def clean_on(self):
        if not self.cleaned_data["on"]:
            raise forms.ValidationError(_("Choose what it waits for."))
        return self._rows[self.cleaned_data["on"]]

    def clean_text(self):
        text = self.cleaned_data["text"].strip()
        if not text:
            raise forms.ValidationError(_("Say why. It is published."))
        return text

    @property
    def values(self):
        """Return what the form says, for the action."""
        return {name: self.cleaned_data[name] for name in ("uid", "on", "text")}


class NoLongerForm(DiscardForm):
    """Says why a milestone does not wait for something any more."""

    reason = reason(gettext_lazy("Why does it not wait any more?"), PUBLISHED)


def _short(text):
    return Truncator(text).chars(SHORT)
