from django.utils.translation import gettext_lazy

from tracker.forms.entries import EntryForm, hidden_number
from tracker.forms.fields import Text


class NothingForm(EntryForm):
    """An owner says that there is nothing to report; `first` when nothing was reported before."""

    COLUMNS = ("text", "difficulties", "language")
    NUMBERS = ("uid", "version", "reports")

    reports = hidden_number()
    text = Text(
        label=gettext_lazy("Why is there nothing to report?"),
        help_text=gettext_lazy("A sentence, if you like. It is published."),
        limit=10000,
        rows=3,
        required=False,
    )
    difficulties = Text(
        label=gettext_lazy("What made it difficult?"),
        help_text=gettext_lazy(
            "Your side has not reported yet, so this says “Not started”. At most 5,000 characters."
        ),
        limit=5000,
        rows=3,
    )

    def __init__(self, *args, first=True, **options):
        super().__init__(*args, **options)
        self.first = first
