"""The register of obstacles: rows, groups by law and by who can unblock, and its filters."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Side
from tracker.models import Obstacle
from tracker.presenters.commitment_facets import Chip, Facet, Option
from tracker.presenters.dates import number_text
from tracker.presenters.obstacle_words import (
    blocked_text,
    differing,
    law_text,
    severity_label,
    type_label,
    who_text,
)
from tracker.presenters.obstacles import EXCERPT, state_text
from tracker.presenters.places import shortened
from tracker.presenters.statements import address
from tracker.presenters.tombstones import in_place
from tracker.presenters.wording import Wording, worded
from tracker.queries.commitment_list import Selection
from tracker.queries.obstacle_register import FACETS, SORTS, STATES, Found, Holder, Register

SIDES = (Side.GOVERNMENT.value, Side.CIVIL_SOCIETY.value)
# Options of a facet beyond so many are found through the groups.
MOST_OPTIONS = 12


def register_url(**filters: Any) -> str:
    """Return the register, filtered."""
    given = [(name, value) for name, value in filters.items() if value]
    url = reverse("obstacles")
    return f"{url}?{urlencode(given, doseq=True)}" if given else url


@dataclass(frozen=True)
class ObstacleRow:
    """One obstacle in a list; `lang` is of the words that its describer wrote."""

    url: str
    text: str
    lang: str
    voices: list[tuple[str, str, str]]
    type: str
    severity: str
    law: str
    state: str
    is_open: bool
    stops: str
    commitment: str
    commitment_title: Wording
    commitment_url: str
    plan: Wording
    who: str
    who_url: str
    ask: str
    differing: str
    example: bool


def row_of(found: Found, loaded: Mapping[int, Obstacle]) -> ObstacleRow:
    descriptions = [loaded[row.pk] for row in found.rows]
    head = descriptions[0]
    commitment = head.commitment
    gone = in_place(head)
    outcome = "" if found.is_open else Obstacle.RESOLVED
    return ObstacleRow(
        url=address(head),
        text=gone or shortened(" ".join(head.text.split()), EXCERPT),
        lang="" if gone else head.language,
        voices=[
            (each.side, each.organisation_name, each.organisation.get_absolute_url())
            for each in descriptions
        ],
        type=type_label(head.type),
        severity=severity_label(head.severity),
        law=law_text(head),
        state=state_text(outcome, found.resolved_on, found.days),
        is_open=found.is_open,
        stops=blocked_text(head),
        commitment=_("Commitment %(number)s") % {"number": commitment.number},
        commitment_title=worded(commitment, "title"),
        commitment_url=commitment.get_absolute_url(),
        plan=worded(commitment.plan, "title"),
        who=who_text(head),
        who_url=head.unblocker.get_absolute_url() if head.unblocker else "",
        ask=head.ask,
        differing=differing(descriptions),
        example=commitment.plan.nature == "example",
    )


# --- Groups -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class GroupRow:
    """What holds up several obstacles; `url` leads to the rows behind the counts."""

    label: str
    url: str
    stops: str
    count: str
    longest: str


def group_of(holder: Holder, facet: str, register: Register, selection: Selection) -> GroupRow:
    chosen = {**selection.chosen, facet: (holder.key,)}
    said = {"n": number_text(holder.commitments), "plans": number_text(holder.plans)}
    stops = ngettext("stops %(n)s commitment", "stops %(n)s commitments", holder.commitments)
    where = ngettext("in %(plans)s plan", "in %(plans)s plans", holder.plans)
    words = ngettext("%(n)s obstacle", "%(n)s obstacles", len(holder.found))
    days = ngettext("the longest for %(n)s day", "the longest for %(n)s days", holder.longest)
    return GroupRow(
        label=label_of(facet, holder.key, register),
        url=register_url(q=selection.q, **chosen),
        stops=f"{stops} {where}" % said,
        count=words % {"n": number_text(len(holder.found))},
        longest=days % {"n": number_text(holder.longest)},
    )


def label_of(facet: str, code: str, register: Register) -> str:
    """Return what a reader calls an option of a facet."""
    match facet:
        case "plan":
            plans = {plan.slug: plan for plan in register.plans.values()}
            return str(worded(plans[code], "title")) if code in plans else code
        case "state":
            return states()[code]
        case "type":
            return type_label(code)
        case "severity":
            return severity_label(code)
        case "side":
            return str(Side(code).label)
        case "law":
            law, _newline, article = register.labels["law"][code].partition("\n")
            return law_text(Obstacle(law=law, article=article))
    return register.labels["unblocker"].get(code, code)


def states() -> dict[str, str]:
    return {
        "open": _("Open"),
        "resolved": _("Resolved"),
        "differing": _("The sides name different kinds"),
    }


def sorts() -> list[tuple[str, str]]:
    labels = {
        "longest": _("Open the longest"),
        "newest": _("Newest"),
        "severity": _("What stops most"),
    }
    return [(code, labels[code]) for code in SORTS]


# --- Filters ------------------------------------------------------------------------------------


class Filters:
    """The filters of the register, with what the reader chose."""

    def __init__(self, register: Register, selection: Selection) -> None:
        self._register = register
        self._selection = selection

    @cached_property
    def facets(self) -> list[Facet]:
        """Return the facets that can tell obstacles apart."""
        counts = self._register.counts(self._selection)
        found = []
        for facet, legend in _legends().items():
            chosen = self._selection.chosen.get(facet, ())
            codes = self._codes(facet, counts[facet], chosen)
            options = [
                Option(
                    value=code,
                    label=label_of(facet, code, self._register),
                    count=counts[facet][code],
                    checked=code in chosen,
                )
                for code in codes
            ]
            if len(options) > 1 or chosen:
                found.append(Facet(facet, legend, options))
        return found

    def _codes(self, facet: str, counts: Mapping[str, int], chosen: Iterable[str]) -> list[str]:
        """Return the options of a facet: codes in their order, the rest by how many they have."""
        fixed: dict[str, Iterable[str]] = {
            "state": STATES,
            "type": Obstacle.Type.values,
            "severity": Obstacle.Severity.values,
            "side": SIDES,
        }
        if facet in fixed:
            return [code for code in fixed[facet] if counts.get(code) or code in chosen]
        ranked = sorted(counts, key=lambda code: (-counts[code], code))[:MOST_OPTIONS]
        return [*ranked, *(code for code in chosen if code not in ranked)]

    @property
    def count_of_choices(self) -> int:
        return sum(len(codes) for codes in self._selection.chosen.values())

    @property
    def chips(self) -> list[Chip]:
        """Return one chip for each choice, with the register as it would be without it."""
        selection = self._selection
        found = []
        if selection.q:
            label = _("“%(words)s”") % {"words": selection.q}
            found.append(Chip(label, register_url(**selection.chosen)))
        for facet in FACETS:
            for code in selection.chosen.get(facet, ()):
                rest = tuple(other for other in selection.chosen[facet] if other != code)
                url = register_url(q=selection.q, **{**selection.chosen, facet: rest})
                found.append(Chip(label_of(facet, code, self._register), url))
        return found


def _legends() -> dict[str, str]:
    return {
        "state": _("State"),
        "type": _("Kind of obstacle"),
        "severity": _("Severity"),
        "side": _("Described by"),
        "plan": _("Plan"),
        "unblocker": _("Who can unblock it"),
        "law": _("Law"),
    }
