"""The forms of what lasts: what is embedded, what holds no more, what is left after a plan's end."""

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.utils.translation import gettext_lazy

from tracker.due_dates import Precision
from tracker.forms.entries import EntryForm
from tracker.forms.fields import Choice, Day, Text, at_most, keepable, normalised
from tracker.forms.proposals import OrganisationField
from tracker.models import FollowUpCheck, Rung
from tracker.models.embedding import PRECISIONS

EXACTLY = gettext_lazy("How exactly is the day known?")


def precision():
    """Return the field for how exactly a date is known."""
    return Choice(
        label=EXACTLY,
        choices=[(each.value, each.label) for each in PRECISIONS],
        initial=Precision.DAY,
        required=False,
    )


class KeeperField(OrganisationField):
    """Who keeps something, in words: an organisation with a page is suggested, any other is written."""

    def clean(self, value):
        text = " ".join(normalised(value or "").split())
        keepable(text)
        at_most(300)(text)
        return text

    def named(self, text):
        """Return the organisation that a text names, or None."""
        try:
            return self.find(text) if text else None
        except (ObjectDoesNotExist, ValueError, ValidationError):
            return None


class EmbeddingForm(EntryForm):
    """Somebody who works on a commitment says what of it goes on without the plan."""

    COLUMNS = ("rung", "text", "since_date", "since_precision", "keeper_name", "language")

    rung = Choice(label=gettext_lazy("1. What carries it?"), choices=Rung.choices)
    text = Text(
        label=gettext_lazy("2. What was embedded?"),
        help_text=gettext_lazy(
            "Name the rule, post, budget line or law, so that anybody finds it. "
            "At most 10,000 characters."
        ),
        limit=10000,
        rows=4,
    )
    since_date = Day(
        label=gettext_lazy("3. Since when?"),
        help_text=gettext_lazy("Any day of the month or year, if no more is known."),
    )
    since_precision = precision()
    keeper_name = KeeperField(
        label=gettext_lazy("4. Who keeps it when the plan is over?"),
        help_text=gettext_lazy(
            "Choose an organisation of the list, or write the name of another one or of a post."
        ),
    )

    @property
    def columns(self):
        """Return the columns for the action; a keeper with a page is linked to it."""
        sent = super().columns
        sent["since_precision"] = sent["since_precision"] or Precision.DAY.value
        return sent | {"keeper": self.fields["keeper_name"].named(sent["keeper_name"])}

    def written(self):
        found = super().written()
        del found["keeper"]
        return found


class ReversalForm(EntryForm):
    """Somebody says that an embedding holds no more."""

    COLUMNS = ("text", "lost_date", "lost_precision", "language")

    text = Text(
        label=gettext_lazy("1. What happened?"),
        help_text=gettext_lazy(
            "What was undone, by whom, and what is left in its place. At most 10,000 characters."
        ),
        limit=10000,
        rows=4,
    )
    lost_date = Day(
        label=gettext_lazy("2. Since when?"),
        help_text=gettext_lazy("Any day of the month or year, if no more is known."),
    )
    lost_precision = precision()

    @property
    def columns(self):
        sent = super().columns
        return sent | {"lost_precision": sent["lost_precision"] or Precision.DAY.value}


class FollowUpForm(EntryForm):
    """Somebody looked, some months after the plan's end, at what is left."""

    COLUMNS = ("mark", "verdict", "text", "language")

    mark = Choice(
        label=gettext_lazy("1. How long after the plan's end?"),
        choices=[(str(value), label) for value, label in FollowUpCheck.Mark.choices],
    )
    verdict = Choice(label=gettext_lazy("2. What is left?"), choices=FollowUpCheck.Verdict.choices)
    text = Text(
        label=gettext_lazy("3. What did you look at, and what did you find?"),
        help_text=gettext_lazy(
            "If you could not find out, say where you looked or asked. At most 10,000 characters."
        ),
        limit=10000,
        rows=5,
    )

    @property
    def columns(self):
        sent = super().columns
        return sent | {"mark": int(sent["mark"]) if sent["mark"] else None}
