"""How dates, periods and numbers are written in the language of the page. No request, no database."""

import datetime as dt
from functools import cache

from babel.dates import get_month_names
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from tracker.due_dates import Precision, period_start

# Mexico writes “sep”, Spain “sept”; the project's Spanish is Mexico's.
LOCALES = {"es": "es_MX"}

NARROW_NO_BREAK_SPACE = "\u202f"


def as_day(moment):
    """Return the local calendar day of a date or datetime."""
    if isinstance(moment, dt.datetime):
        return timezone.localtime(moment).date() if timezone.is_aware(moment) else moment.date()
    return moment


def today():
    """Return today in the current time zone."""
    return timezone.localdate()


@cache
def _months(language):
    return get_month_names("abbreviated", locale=LOCALES.get(language, language))


def month_name(month):
    """Return the abbreviated month: Mar, mar."""
    return _months(get_language() or "en")[month]


def day_text(day, *, with_year=True):
    """Return 12 Mar 2015, or 12 Mar; nothing for no date."""
    if day is None:
        return ""
    text = f"{day.day} {month_name(day.month)}"
    return f"{text} {day.year}" if with_year else text


def moment_text(moment):
    """Return 12 Mar 2015, 16:20, in the current time zone."""
    return f"{day_text(as_day(moment))}, {timezone.localtime(moment):%H:%M}"


def month_text(day):
    """Return Mar 2015."""
    return f"{month_name(day.month)} {day.year}"


def period_text(last_day, precision):
    """Return what is known of a date, given the last day of the period it names.

    The precisions are those of a milestone's due date: day, month, quarter, season (three months), year,
    recurring, ongoing, unknown. Without a date only the last three can be written.
    """
    if precision == "ongoing":
        return _("ongoing")
    if last_day is None:
        return _("recurring") if precision == "recurring" else _("no date given")
    match precision:
        case "month":
            return month_text(last_day)
        case "quarter":
            return _("Q%(quarter)d %(year)d") % {
                "quarter": (last_day.month + 2) // 3,
                "year": last_day.year,
            }
        case "season":
            return _season_text(last_day)
        case "year":
            return str(last_day.year)
        case "recurring":
            return _("until %(year)d") % {"year": last_day.year}
        case "unknown":
            return _("no date given")
    return day_text(last_day)


def _season_text(last_day):
    """Return the three months that end with a day: Sep–Nov 2027, Dec 2026–Feb 2027."""
    start = period_start(last_day, Precision.SEASON)
    first = month_name(start.month) if start.year == last_day.year else month_text(start)
    return f"{first}–{month_text(last_day)}"


def relative_text(day, now=None):
    """Return how far a day lies from today: 67 days ago, today, in 11 days. Stands only beside a date."""
    days = (as_day(day) - (now or today())).days
    if days == 0:
        return _("today")
    if days < 0:
        return ngettext("%(days)s day ago", "%(days)s days ago", -days) % {
            "days": number_text(-days)
        }
    return ngettext("in %(days)s day", "in %(days)s days", days) % {"days": number_text(days)}


def number_text(number):
    """Return 1,200 in English and 1 200 with a narrow no-break space in Spanish."""
    text = f"{number:,}"
    return text.replace(",", NARROW_NO_BREAK_SPACE) if get_language() == "es" else text
