from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.forms.entries import hidden_number
from tracker.forms.fields import Text


class DiscardForm(forms.Form):
    """Says which version of a draft is thrown away."""

    use_required_attribute = False

    version = hidden_number()

    def renew_version(self, version, *, changed=False):
        """Carry the present version on a page that is shown again, and say why it is."""
        if not self.is_bound:
            return
        lost = self.errors.pop("version", None)
        self.data = self.data.copy()
        self.data["version"] = str(version)
        if lost or changed:
            self.add_error(
                None,
                _(
                    "It changed meanwhile, or this page lost track of its version. Nothing was "
                    "done. Read it as it is now, and send again."
                ),
            )


class WithdrawalForm(DiscardForm):
    """Says why a published entry is withdrawn."""

    reason = Text(
        label=gettext_lazy("Why do you withdraw it?"),
        help_text=gettext_lazy(
            "The reason is published beside your text, which stays readable, struck through. "
            "At most 4,000 characters."
        ),
        limit=4000,
        rows=4,
    )
