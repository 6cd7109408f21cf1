from django.utils.translation import gettext_lazy

from tracker.forms.entries import EntryForm
from tracker.forms.fields import Choice, Day, Text
from tracker.models import Response


class ResponseForm(EntryForm):
    """The addressed organisation answers an observation."""

    COLUMNS = ("outcome", "text", "promised_date", "language")

    outcome = Choice(
        label=gettext_lazy("What did you do with it?"), choices=Response.Outcome.choices
    )
    text = Text(
        label=gettext_lazy("Your answer"),
        help_text=gettext_lazy(
            "Two or three sentences. They are published as they are, beside the observation. "
            "At most 10,000 characters."
        ),
        limit=10000,
    )
    promised_date = Day(
        label=gettext_lazy("You will answer by"),
        help_text=gettext_lazy("Needed when you will answer later."),
        required=False,
    )
