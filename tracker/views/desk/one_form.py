"""A page with one form, whose POST makes one call of an action."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.authorization.verdicts import NotAllowed
from ledger.models import StaleVersion
from tracker.forms.entries import place
from tracker.presenters.tasks import About
from tracker.views.desk.writing import refuse
from tracker.workflow import WrongState


@dataclass(frozen=True)
class OneForm:
    """What the page says around its form. `row` is what is written about, `about` where it belongs;
    `current` reads the row again, for a form that carries its version."""

    request: Any
    heading: str
    lede: str
    submit: str
    about: Any
    organisation: Any
    cancel_url: str
    row: Any = None
    current: Callable[[], Any] | None = None

    def show(self, form, status=200, changed=False):
        """Show the form; one that carries a version carries the present one from now on."""
        if self.current is not None:
            form.renew_version(self.current().version, changed=changed)
        about = About(self.about, self.about.plan.as_of())
        context = {
            "form": form,
            "page": self,
            "about": about,
            "crumbs": about.crumbs(self.heading),
            "plan": self.about.plan,
            "no_descriptions": {},
        }
        with timezone.override(self.about.plan.timezone):
            return render(self.request, "tracker/desk/one_form.html", context, status=status)

    def take_in(self, form, act, done):
        """Call the action with what was sent, once, and answer with what came of it."""
        if not form.is_valid():
            return self.show(form, status=422)
        try:
            made = act(form)
        except NotAllowed as refusal:
            return refuse(self.request, refusal)
        except WrongState as refusal:
            form.add_error(None, str(refusal))
            return self.show(form, status=409)
        except StaleVersion:
            if self.current is None:
                return refuse(self.request, _("This form was sent before, with other words."))
            return self.show(form, status=409, changed=True)
        except ValidationError as error:
            place(form, error)
            return self.show(form, status=422)
        messages.success(self.request, done)
        return redirect(made)
