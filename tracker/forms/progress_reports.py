from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.completion import Completion
from tracker.forms.entries import EntryForm, hidden_number
from tracker.forms.fields import Choice, Day, Text
from tracker.presenters.dates import day_text


class ProgressReportForm(EntryForm):
    """An owner reports how far a milestone or commitment has come."""

    COLUMNS = ("completion", "text", "difficulties", "next_step", "done_date", "language")
    NUMBERS = ("uid", "version", "reports")

    reports = hidden_number()
    completion = Choice(
        label=gettext_lazy("How far has it come?"),
        help_text=gettext_lazy("This is your side's word. The other side's does not change."),
        choices=Completion.choices,
    )
    text = Text(
        label=gettext_lazy("What was done?"),
        help_text=gettext_lazy(
            "Two or three sentences that somebody from outside understands. They are published as "
            "they are. At most 10,000 characters."
        ),
        limit=10000,
    )
    difficulties = Text(
        label=gettext_lazy("What made it difficult?"),
        help_text=gettext_lazy(
            "Needed when it is not started or limited, so that a delay is not read as neglect. "
            "At most 5,000 characters."
        ),
        limit=5000,
        rows=4,
        required=False,
    )
    next_step = Text(
        label=gettext_lazy("What comes next, and by when?"),
        help_text=gettext_lazy("At most 5,000 characters."),
        limit=5000,
        rows=3,
        required=False,
    )
    done_date = Day(
        label=gettext_lazy("Done on"),
        help_text=gettext_lazy("If it is complete. Without a date it counts as done today."),
        required=False,
    )

    def ask_since(self, day):
        """Ask for what changed since this side last reported."""
        if day:
            self["text"].label = _("What changed since %(day)s?") % {"day": day_text(day)}
