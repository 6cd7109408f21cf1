from django.utils.translation import gettext_lazy

from tracker.forms.entries import EntryForm
from tracker.forms.fields import Day, Text


class ObstacleResolutionForm(EntryForm):
    """Whoever described an obstacle says that it is out of the way, or in it again."""

    COLUMNS = ("fact_date", "text", "language")

    fact_date = Day(label=gettext_lazy("Since when?"))
    text = Text(
        label=gettext_lazy("How did it come about?"),
        help_text=gettext_lazy("Who did what. At most 10,000 characters."),
        limit=10000,
    )
