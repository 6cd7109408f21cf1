"""Calling a meeting, moving it, its minutes, and calling it off."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Organisation
from tracker.forms.fields import Day, Line, Text
from tracker.forms.once import OnceForm
from tracker.forms.withdrawals import DiscardForm
from tracker.presenters.wording import worded

OPTION = {"invalid_choice": gettext_lazy("Choose one of the options shown.")}


def link(label, help_text=""):
    """Return a field for an address on the web."""
    return forms.URLField(
        label=label, help_text=help_text, max_length=500, required=False, assume_scheme="https"
    )


def reason(label, help_text):
    """Return the field for why something is done."""
    return Text(label=label, help_text=help_text, limit=4000, rows=4)


PUBLISHED = gettext_lazy("It is published as it is. At most 4,000 characters.")


class Several(forms.MultipleChoiceField):
    """Some of the options shown, none by default."""

    def __init__(self, **options):
        options.setdefault("widget", forms.CheckboxSelectMultiple)
        super().__init__(required=False, error_messages=OPTION, **options)


class AboutMeeting(forms.Form):
    """What is said of a meeting before it takes place."""

    COLUMNS = ("title", "date", "time", "place", "link", "agenda")

    title = Line(label=gettext_lazy("Title"), limit=300)
    date = Day(label=gettext_lazy("Day"))
    time = forms.TimeField(
        label=gettext_lazy("Time"),
        help_text=gettext_lazy("On the clock of the plan."),
        required=False,
        input_formats=["%H:%M", "%H:%M:%S"],
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages={"invalid": gettext_lazy("Write the time as hours and minutes: 16:30.")},
    )
    commitments = Several(
        label=gettext_lazy("At the table of"),
        help_text=gettext_lazy("None: it is a meeting of the plan's forum."),
    )
    place = Line(label=gettext_lazy("Place"), limit=300, required=False)
    link = link(gettext_lazy("Link to take part"), gettext_lazy("Everybody will see it."))
    agenda = Text(
        label=gettext_lazy("Agenda"),
        help_text=gettext_lazy("One point a line. At most 10,000 characters."),
        limit=10000,
        rows=5,
        required=False,
    )

    def __init__(self, *args, commitments, **options):
        """`commitments` are those of the plan."""
        super().__init__(*args, **options)
        self._commitments = {str(each.number): each for each in commitments}
        self.fields["commitments"].choices = [
            (number, f"{number} {worded(each, 'title')}")
            for number, each in self._commitments.items()
        ]

    def clean_title(self):
        return _needed(self.cleaned_data["title"], _("Give it a title."))

    def clean_date(self):
        return _needed(self.cleaned_data["date"], _("Say on which day."))

    @property
    def values(self):
        """Return what the form says, for the action."""
        asked = self.cleaned_data
        return {
            **{name: asked[name] for name in self.COLUMNS},
            "commitments": [self._commitments[number] for number in asked["commitments"]],
        }

    @classmethod
    def starting(cls, meeting):
        """Return what stands in the form of a meeting that was called."""
        values = {name: getattr(meeting, name) for name in cls.COLUMNS}
        return {**values, "commitments": [str(each.number) for each in meeting.tables]}


class CallForm(AboutMeeting, OnceForm):
    """Calls a meeting."""


class ChangeForm(AboutMeeting, DiscardForm):
    """Changes what was said of a meeting that is to come."""


class CancelForm(DiscardForm):
    """Says why a meeting does not take place."""

    reason = reason(gettext_lazy("Why does it not take place?"), PUBLISHED)


class MinutesForm(DiscardForm):
    """Who was there, and what came of it."""

    present = Several(label=gettext_lazy("Organisations present"))
    others = Line(
        label=gettext_lazy("Other organisations present"),
        help_text=gettext_lazy("Acronyms, names or short addresses, with semicolons in between."),
        limit=2000,
        required=False,
    )
    minutes = Text(
        label=gettext_lazy("Minutes"),
        help_text=gettext_lazy(
            "Organisations, not persons: they are published as they are. At most 50,000 characters."
        ),
        limit=50000,
        rows=12,
        required=False,
    )
    minutes_link = link(
        gettext_lazy("Link to the minutes"),
        gettext_lazy("Where a signed copy or a recording is public."),
    )

    def __init__(self, *args, bodies, **options):
        """`bodies` are the organisations that can be expected there."""
        super().__init__(*args, **options)
        self._bodies = {each.slug: each for each in bodies}
        self.fields["present"].choices = [
            (slug, f"{each.short} · {each.side.label}") for slug, each in self._bodies.items()
        ]

    def clean_others(self):
        found = []
        for name in filter(None, map(str.strip, self.cleaned_data["others"].split(";"))):
            named = Q(slug=name) | Q(acronym__iexact=name)
            named |= Q(name_es__iexact=name) | Q(name_en__iexact=name)
            rows = list(Organisation.objects.filter(named).order_by("pk")[:2])
            if len(rows) != 1:
                raise forms.ValidationError(
                    _("There is no organisation “%(name)s”.") % {"name": name}
                )
            found += rows
        return found

    @property
    def values(self):
        """Return what the form says, for the action."""
        asked = self.cleaned_data
        present = [self._bodies[slug] for slug in asked["present"]]
        return {
            "minutes": asked["minutes"],
            "minutes_link": asked["minutes_link"],
            "present": list(dict.fromkeys([*present, *asked["others"]])),
        }

    @classmethod
    def starting(cls, meeting, bodies):
        """Return what stands in the form: what the minutes say now."""
        known = {each.slug for each in bodies}
        slugs = [each.slug for each in meeting.present.all()]
        return {
            "present": [slug for slug in slugs if slug in known],
            "others": "; ".join(slug for slug in slugs if slug not in known),
            "minutes": meeting.minutes,
            "minutes_link": meeting.minutes_link,
        }


class CorrectionForm(MinutesForm):
    """Also says why published minutes are corrected."""

    reason = reason(
        gettext_lazy("Why are they corrected?"),
        gettext_lazy(
            "It is published; the history keeps what the minutes said before. "
            "At most 4,000 characters."
        ),
    )


def _needed(value, sentence):
    if not value:
        raise forms.ValidationError(sentence)
    return value
