"""What was agreed, by whom and until when; and what came of it."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.due_dates import Precision
from tracker.forms.fields import Choice, Day, Text
from tracker.forms.meetings import PUBLISHED, link, reason
from tracker.forms.once import OnceForm
from tracker.forms.proposals import OrganisationField
from tracker.forms.withdrawals import DiscardForm
from tracker.models import AGREED_PRECISIONS
from tracker.presenters.wording import worded


class AgreementForm(OnceForm):
    """Notes one agreement of a meeting."""

    text = Text(
        label=gettext_lazy("What was agreed"),
        help_text=gettext_lazy(
            "What will be there that is not there yet. At most 4,000 characters."
        ),
        limit=4000,
        rows=3,
    )
    owner = OrganisationField(
        label=gettext_lazy("Who does it"),
        help_text=gettext_lazy("One organisation: its acronym, name or short address."),
    )
    due_precision = Choice(
        label=gettext_lazy("How exactly the day is known"),
        choices=[(each.value, each.label) for each in AGREED_PRECISIONS],
        widget=forms.Select,
    )
    due_date = Day(
        label=gettext_lazy("By when"),
        help_text=gettext_lazy("Any day of the period: the last one is kept."),
    )
    commitment = Choice(
        label=gettext_lazy("Commitment"), choices=(), widget=forms.Select, required=False
    )

    def __init__(self, *args, commitments, **options):
        """`commitments` are those of the meeting."""
        super().__init__(*args, **options)
        self._commitments = {str(each.number): each for each in commitments}
        self.fields["commitment"].choices = [
            ("", _("The plan as a whole")),
            *(
                (number, f"{number} {worded(c, 'title')}")
                for number, c in self._commitments.items()
            ),
        ]
        if not self._commitments:
            del self.fields["commitment"]

    def clean_text(self):
        text = self.cleaned_data["text"].strip()
        if not text:
            raise forms.ValidationError(_("Say what was agreed."))
        return text

    @property
    def values(self):
        """Return what the form says, for the action."""
        asked = self.cleaned_data
        return {
            **{name: asked[name] for name in ("uid", "text", "owner", "due_date")},
            "due_precision": asked["due_precision"] or Precision.DAY,
            "commitment": self._commitments.get(asked.get("commitment", "")),
        }


class KeepForm(DiscardForm):
    """Says on which day an agreement was kept, and how one sees it."""

    kept_date = Day(label=gettext_lazy("Kept on"))
    note = Text(
        label=gettext_lazy("How was it kept?"),
        help_text=gettext_lazy("A sentence, a link below, or both. At most 4,000 characters."),
        limit=4000,
        rows=3,
        required=False,
    )
    link = link(gettext_lazy("Link that shows it"))

    def clean_kept_date(self):
        if not self.cleaned_data["kept_date"]:
            raise forms.ValidationError(_("Say on which day."))
        return self.cleaned_data["kept_date"]


class ReopenForm(DiscardForm):
    """Says why an agreement is not kept after all."""

    reason = reason(gettext_lazy("What is not kept?"), PUBLISHED)


class VoidForm(DiscardForm):
    """Says why an agreement no longer holds."""

    reason = reason(gettext_lazy("Why does it no longer hold?"), PUBLISHED)
