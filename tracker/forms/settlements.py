import uuid

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.forms.fields import Choice, Text
from tracker.forms.withdrawals import DiscardForm
from tracker.models import Settlement

REASON_LIMIT = 4000


def reason(label, help_text):
    return Text(label=label, help_text=help_text, limit=REASON_LIMIT, rows=4)


class SettlementForm(forms.Form):
    """Whoever asked says whether the answer settles it. `answer` is the one that was read, if any."""

    use_required_attribute = False

    uid = forms.UUIDField(widget=forms.HiddenInput)
    answer = forms.UUIDField(widget=forms.HiddenInput, required=False)
    outcome = Choice(label=gettext_lazy("Does this answer settle it?"), choices=())
    reason = Text(
        label=gettext_lazy("Why?"),
        help_text=gettext_lazy(
            "Needed when it is not resolved: say what is missing. It is published as it is. "
            "At most 4,000 characters."
        ),
        limit=REASON_LIMIT,
        rows=4,
        required=False,
    )

    def __init__(self, *args, outcomes=Settlement.Outcome.choices, **options):
        super().__init__(*args, **options)
        self.fields["outcome"].choices = outcomes
        if len(outcomes) == 1:  # there is no answer that could be accepted
            self.initial["outcome"] = outcomes[0][0]
            self.fields["outcome"].label = _("Your word")
            self.fields["reason"].label = _("What is not resolved?")
            self.fields["reason"].help_text = _(
                "It is published as it is. At most 4,000 characters."
            )
            self.fields["reason"].required = True
            self.fields["reason"].error_messages["required"] = _(
                "Say what is not resolved. It is published."
            )

    def meet(self, answer):
        """Say that the answers changed meanwhile; the page carries the one that is there now."""
        self._carry(answer)
        self.add_error(
            None,
            _("The answers changed meanwhile. Read the one that is there now, and send again."),
        )

    def renew_numbers(self, answer):
        """Refuse a sending that lost its numbers, and give the next one its own."""
        self._carry(answer)
        self.data["uid"] = str(uuid.uuid4())
        for name in ("uid", "answer"):
            self._errors.pop(name, None)
        self.add_error(
            None,
            _("This page had lost track of what it was about. Check your text and send it again."),
        )

    def _carry(self, answer):
        self.data = self.data.copy()
        self.data["answer"] = str(answer.uid) if answer else ""


class EscalationForm(DiscardForm):
    """Whoever asked says why the forum should take it up."""

    reason = reason(
        gettext_lazy("What should the forum settle?"),
        gettext_lazy("It is published as it is. At most 4,000 characters."),
    )


class ClosingForm(DiscardForm):
    """The forum says what came of a question."""

    reason = reason(
        gettext_lazy("Note of the forum"),
        gettext_lazy(
            "What was agreed, and with whom. It is published as it is and changes no verdict. "
            "At most 4,000 characters."
        ),
    )


class WordBackForm(DiscardForm):
    """Whoever gave a word on an answer says why it is taken back."""

    reason = reason(
        gettext_lazy("Why do you take it back?"),
        gettext_lazy(
            "The reason is published beside your word, which stays readable. "
            "At most 4,000 characters."
        ),
    )
