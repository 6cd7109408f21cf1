from django import forms
from django.utils.translation import gettext_lazy

from tracker.completion import Completion
from tracker.forms.entries import EntryForm, not_before
from tracker.forms.fields import Choice, Line, Text
from tracker.models import IndependentAssessment

NOT_CODED = ("", gettext_lazy("Not coded"))


def code(label, choices):
    return Choice(
        label=label, choices=[NOT_CODED, *choices.choices], widget=forms.Select, required=False
    )


class AssessmentForm(EntryForm):
    """An independent reviewer enters the codes that a report gives to one commitment."""

    COLUMNS = (
        "report_title",
        "completion",
        "early_results",
        "verifiable",
        "relevance",
        "specificity",
        "potential_impact",
        "ambition",
        "text",
        "not_before",
        "language",
    )

    report_title = Line(
        label=gettext_lazy("Which report gives these codes?"),
        help_text=gettext_lazy("Its title, as published. At most 300 characters."),
        limit=300,
    )
    completion = Choice(
        label=gettext_lazy("Completion"),
        choices=[*Completion.choices, NOT_CODED],
        required=False,
    )
    early_results = code(gettext_lazy("Early results"), IndependentAssessment.EarlyResults)
    verifiable = code(gettext_lazy("Verifiable"), IndependentAssessment.YesNo)
    relevance = Line(
        label=gettext_lazy("Relevant to OGP values"),
        help_text=gettext_lazy("As the report says it. At most 300 characters."),
        limit=300,
        required=False,
    )
    specificity = code(gettext_lazy("Specificity"), IndependentAssessment.Specificity)
    potential_impact = code(gettext_lazy("Potential impact"), IndependentAssessment.PotentialImpact)
    ambition = code(gettext_lazy("Ambition"), IndependentAssessment.Ambition)
    text = Text(
        label=gettext_lazy("What the report says"),
        help_text=gettext_lazy("The reasons for the codes, in short. At most 10,000 characters."),
        limit=10000,
    )
    not_before = not_before()
