"""What people write in a joint note, sign and withdraw."""

import uuid

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.forms.conflicts import MERGE, MINE, THEIRS, merged_start
from tracker.forms.entries import MOST, hidden_number
from tracker.forms.fields import Choice, Text, normalised
from tracker.forms.withdrawals import DiscardForm
from tracker.merging import joined, merge, merged, paragraphs
from tracker.presenters.dates import number_text

MOST_CHARACTERS = 20_000
# Comparing takes up to the square of their number.
MOST_PARAGRAPHS = 400


class Paragraphs(Text):
    """A text of paragraphs, with one blank line between them."""

    def to_python(self, value):
        return joined(paragraphs(super().to_python(value)))

    def validate(self, value):
        super().validate(value)
        number = len(paragraphs(value))
        if number > MOST_PARAGRAPHS:
            numbers = {"number": number_text(number), "most": number_text(MOST_PARAGRAPHS)}
            raise ValidationError(
                _("This has %(number)s paragraphs; at most %(most)s fit. Join some of them.")
                % numbers
            )


class JointNoteForm(forms.Form):
    """The whole text of a joint note.

    It carries `uid`, made when the form is first shown, so that sending it twice saves once; `base`,
    the revision that its writer started from (0: none); `version`, that of the unsaved text that
    this window knows (0: none).
    """

    use_required_attribute = False

    NUMBERS = ("uid", "base", "version")

    uid = forms.UUIDField(widget=forms.HiddenInput)
    base = hidden_number()
    version = hidden_number()
    text = Paragraphs(
        label=gettext_lazy("Text of the two sides"),
        help_text=gettext_lazy(
            "Plain text; a blank line begins a new paragraph. At most 20,000 characters."
        ),
        limit=MOST_CHARACTERS,
        rows=18,
    )
    language = Choice(
        label=gettext_lazy("Language of the text"),
        choices=settings.LANGUAGES,
        widget=forms.Select,
        required=True,
    )

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("language") and "language" not in self.errors:
            cleaned["language"] = self.get_initial_for_field(self.fields["language"], "language")
        if any(name in self.errors for name in self.NUMBERS):
            self.renew_numbers()
        return cleaned

    def renew_numbers(self):
        """Refuse this sending, and give the next one numbers of its own.

        It then starts from an empty page: whatever there is meets it, and both texts are shown.
        """
        self.data = self.data.copy()
        self.data["uid"] = str(uuid.uuid4())
        self.data["base"] = self.data["version"] = "0"
        for name in self.NUMBERS:
            self._errors.pop(name, None)
        self.add_error(
            None,
            _(
                "This page had lost track of which revision it started from. Nothing was saved. "
                "Your text is below: check it and send it again."
            ),
        )

    def renew_draft(self, version):
        """Carry the present version of the unsaved text, and say why the page is shown again."""
        self.data = self.data.copy()
        self.data["version"] = str(version)
        self.add_error(
            None,
            _(
                "Another window of yours kept a different text meanwhile. This one is not kept yet: "
                "keep it, or save it."
            ),
        )


def number_in(sent, name):
    """Return a revision's number that a form carries, or None."""
    value = sent.get(name, "")
    return int(value) if value.isascii() and value.isdigit() and int(value) <= MOST else None


def choice_of(sent, name):
    """Return what was chosen for a paragraph in conflict, and the text of one's own for it."""
    choice = sent.get(f"{name}_choice")
    return choice if choice in (THEIRS, MINE) else MERGE, sent.get(f"{name}_merged")


def decided(sent, base, theirs):
    """Return the one text that the choices of a conflict page make, and a sentence where somebody's
    own words would have been passed over.

    `base` and `theirs` are the texts of the revisions that the page compared; one's own travels with
    it whole.
    """
    problems = []
    names = conflict_names()

    def decide(part):
        choice, own = choice_of(sent, next(names))
        both = merged_start(joined(part.theirs), joined(part.mine))
        touched = own is not None and joined(paragraphs(normalised(own))) != both
        if touched and choice != MERGE:
            problems.append(
                _(
                    "You changed a merged text, and another one was chosen. "
                    "This is the merged text: check it and send it again."
                )
            )
        if touched:
            return paragraphs(normalised(own))
        return {THEIRS: part.theirs, MINE: part.mine, MERGE: part.merged}[choice]

    parts = merge(base, theirs, joined(paragraphs(normalised(sent.get("mine-text", "")))))
    return merged(parts, decide), problems[:1]


def conflict_names():
    """Yield the names of the conflicts of a text, in order."""
    number = 0
    while True:
        number += 1
        yield f"part{number}"


class RestoringForm(forms.Form):
    """Says on top of which revision an old text is saved again."""

    use_required_attribute = False

    uid = forms.UUIDField(widget=forms.HiddenInput)
    base = hidden_number()


class SigningForm(forms.Form):
    """Says which revision somebody read and signs."""

    use_required_attribute = False

    number = hidden_number()


class NoteWithdrawalForm(DiscardForm):
    """Says why an agreed text is to be withdrawn."""

    reason = Text(
        label=gettext_lazy("Why should it be withdrawn?"),
        help_text=gettext_lazy(
            "The reason is published beside the text, which stays readable. "
            "At most 4,000 characters."
        ),
        limit=4000,
        rows=4,
    )
