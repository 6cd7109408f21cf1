"""What is said around an obstacle that lies with the table alone."""

import datetime as dt
from functools import cached_property
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.models import Entry, Obstacle
from tracker.presenters.dates import day_text
from tracker.presenters.statements import Statement, statement
from tracker.presenters.tasks import About, Voice


class SharingView:
    """The page that asks whether the table may read a draft; see `tracker/desk/share.html`."""

    def __init__(self, entry: Entry) -> None:
        self.entry = entry

    @cached_property
    def until(self) -> str:
        """Return the last day on which the table reads it, counted from when it first did."""
        until = self.entry.detail.shared_until
        until = until or timezone.now() + dt.timedelta(days=Obstacle.TEAM_DAYS)
        return day_text(self.entry.plan.day_of(until))

    @property
    def heading(self) -> str:
        return _("Share with the table only")

    @property
    def lede(self) -> str:
        return _(
            "The organisations at this commitment's table and the secretariat can read it until "
            "%(day)s. Nobody else can; the public page only says that an obstacle is under "
            "discussion. Before that day your organisation publishes it or drops it."
        ) % {"day": self.until}

    @property
    def done(self) -> str:
        return _("The table can read it until %(day)s. Before that day, publish it or drop it.") % {
            "day": self.until
        }

    @cached_property
    def about(self) -> About:
        return About(self.entry.subject, self.entry.plan.as_of())

    @property
    def crumbs(self) -> list[dict[str, str]]:
        return self.about.crumbs(self.heading)

    @cached_property
    def statement(self) -> Statement:
        return statement(self.entry)

    @cached_property
    def voice(self) -> Any:
        return Voice.of(self.entry.organisation, self.entry.subject)
