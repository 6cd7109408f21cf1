import datetime as dt

from django.utils.translation import gettext_lazy

from tracker.completion import Completion
from tracker.forms.entries import EntryForm, not_before
from tracker.forms.fields import Choice, Day, Text
from tracker.models import Observation

NO_VERDICT = ("", gettext_lazy("No assessment this time"))
NO_CHANGE = ("", gettext_lazy("Not said"))


class ObservationForm(EntryForm):
    """A civil society organisation at the table says what it saw."""

    COLUMNS = (
        "type",
        "text",
        "seen_by",
        "seen_date",
        "asks",
        "answer_by",
        "completion",
        "change",
        "not_before",
        "language",
    )

    type = Choice(
        label=gettext_lazy("1. Your observation …"),
        choices=Observation.Type.choices,
    )
    text = Text(
        label=gettext_lazy("2. Tell it in a few sentences"),
        help_text=gettext_lazy(
            "What you saw, where and when. No personal data of others. At most 10,000 characters."
        ),
        limit=10000,
    )
    seen_by = Choice(label=gettext_lazy("3. How do you know?"), choices=Observation.Seen.choices)
    seen_date = Day(label=gettext_lazy("Seen on"), required=False)
    asks = Text(
        label=gettext_lazy("What do you want answered?"),
        help_text=gettext_lazy("At most 2,000 characters."),
        limit=2000,
        rows=3,
        required=False,
    )
    answer_by = Day(
        label=gettext_lazy("Answer asked by"),
        help_text=gettext_lazy(
            "Left empty: 30 days from now. If they stay silent after this day, the page says so."
        ),
        required=False,
    )
    completion = Choice(
        label=gettext_lazy("How far has it come, in your assessment?"),
        choices=[*Completion.choices, NO_VERDICT],
        required=False,
    )
    change = Choice(
        label=gettext_lazy("Compared with before, how is it for people?"),
        choices=[*Observation.Change.choices, NO_CHANGE],
        required=False,
    )

    not_before = not_before()

    def usual(self, day):
        """Return the usual day for an answer, where one is asked for and no day was named."""
        sent = self.cleaned_data
        asks = sent["asks"] or sent["type"] in Observation.ASKING
        if not asks or sent["answer_by"]:
            return {}
        return {"answer_by": day + dt.timedelta(days=Observation.ANSWER_DAYS)}
