"""Forms of the stewards: hide words for a while, ask to erase them, answer such a request."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy

from tracker.forms.fields import Choice, Text
from tracker.forms.withdrawals import DiscardForm
from tracker.grounds import Ground


class HoldForm(DiscardForm):
    """Says on what ground the words of an entry are hidden. `uid` makes a second sending harmless."""

    uid = forms.UUIDField(widget=forms.HiddenInput)
    ground = Choice(label=gettext_lazy("Ground"), choices=Ground.choices, required=True)
    reason = Text(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy(
            "It is published at once and for good, with the name of your organisation. Do not repeat "
            "the words in it. At most 2,000 characters."
        ),
        limit=2000,
        rows=4,
        required=True,
    )

    def renew_version(self, version, *, changed=False):
        lost = self.is_bound and self.errors.pop("uid", None)
        super().renew_version(version, changed=changed or bool(lost))
        if lost:
            self.data["uid"] = str(uuid.uuid4())


class RedactionForm(HoldForm):
    """Says which words have to go for good, and on what ground."""

    words = forms.MultipleChoiceField(
        label=gettext_lazy("Words that have to go"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose the words that have to go.")},
    )

    def __init__(self, *args, words, **options):
        """`words` are the choices: name and label of what was written."""
        super().__init__(*args, **options)
        self.fields["words"].choices = words


class AnswerForm(DiscardForm):
    """Confirms or refuses; a refusal says why."""

    CONFIRM, REFUSE = "confirm", "refuse"

    answer = Choice(
        label=gettext_lazy("Your answer"),
        choices=[
            (CONFIRM, gettext_lazy("Confirm: erase these words for good")),
            (REFUSE, gettext_lazy("Refuse: the words stay")),
        ],
        required=True,
        error_messages={"required": gettext_lazy("Choose your answer.")},
    )
    reason = Text(
        label=gettext_lazy("Reason, if you refuse"),
        help_text=gettext_lazy("It is published. At most 2,000 characters."),
        limit=2000,
        rows=4,
        required=False,
    )

    def clean_answer(self):
        if not self.cleaned_data["answer"]:
            raise forms.ValidationError(gettext_lazy("Choose your answer."))
        return self.cleaned_data["answer"]
