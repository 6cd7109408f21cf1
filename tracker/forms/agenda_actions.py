from django.utils.translation import gettext_lazy

from tracker.forms.entries import EntryForm
from tracker.forms.fields import Choice, Day, Text
from tracker.models import AgendaAction


class AgendaActionForm(EntryForm):
    """Civil society tells what it did on the public agenda while an obstacle stood."""

    COLUMNS = ("type", "text", "fact_date", "language")

    type = Choice(label=gettext_lazy("What was it?"), choices=AgendaAction.Type.choices)
    text = Text(
        label=gettext_lazy("What did you do, and what came of it?"),
        help_text=gettext_lazy("A few sentences. At most 10,000 characters."),
        limit=10000,
    )
    fact_date = Day(label=gettext_lazy("When was it?"))
