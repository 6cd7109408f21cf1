"""The archive: real plans, recorded at the moment of loading by the archive's keeper."""

import datetime as dt
import zoneinfo

from tracker.actions.entries import document
from tracker.actions.lineage import link_lineage
from tracker.actions.plan_events import add_plan_event
from tracker.completion import Completion
from tracker.demo import people, reading
from tracker.demo.clock import just_before
from tracker.demo.frame import Frame
from tracker.due_dates import Precision, period_end
from tracker.models import Commitment, Entry, Plan

KEEPER = "onda-archive"
EVENT_FIELDS = (
    *("type", "title_es", "title_en", "description_es", "description_en"),
    *("basis_es", "basis_en", "source"),
)
CODES = ("verifiable", "relevance", "specificity", "potential_impact", "ambition", "early_results")


def load_archive(loader, now):
    """Record the archive. `loader` opens the keeper's account and closes it at the end."""
    clock = just_before(now)
    keeper = _open_keeper(loader, clock)
    frame = Frame(keeper, clock)
    plans = {}
    for content in reading.archived_plans():
        plan = frame.enter(content)
        if content["plan"]["status"] == Plan.Status.ENDED:
            plan = frame.move(plan, "end")
        plans[plan.slug] = plan
    archive = _Archive(keeper, clock, plans, frame.organisations)
    for row in reading.archived("lineage"):
        archive.link(row)
    for row in reading.archived("event"):
        archive.add_event(row)
    for row in reading.archived("statement"):
        archive.document(row)
    people.close_account(keeper, loader, clock.tick())
    return list(plans.values())


def _open_keeper(loader, clock):
    """Enter the archive's organisations; the keeper's own comes first and adds the others."""
    rows = reading.organisations("archive")
    own = next(row for row in rows if row["slug"] == KEEPER)
    organisation = people.enter_organisation(own, loader, clock.tick())
    now = clock.tick()
    account = {
        "email": f"archive@{people.DOMAIN}",
        "name": own["name_es"],
        "language": "es",
        "role": "lead",
        "since": now.astimezone(zoneinfo.ZoneInfo("America/Mexico_City")).date(),
    }
    keeper = people.enter_person(account, organisation, loader, now)
    for row in rows:
        if row is not own:
            people.enter_organisation(row, keeper, clock.tick())
    return keeper


class _Archive:
    """Records what is not part of a plan's own file: links, dated facts, statements."""

    def __init__(self, keeper, clock, plans, organisations):
        self._by, self._clock = keeper, clock
        self._plans, self._organisations = plans, organisations
        commitments = Commitment.objects.filter(plan__in=plans.values())
        related = commitments.select_related("plan__secretariat")
        self._commitments = {(each.plan.slug, each.number): each for each in related}

    def link(self, row):
        later = self._commitments.get((row.get("to_plan"), row.get("to_number")))
        link_lineage(
            earlier=self._commitments[row["from_plan"], row["from_number"]],
            later=later,
            kind=row["kind"],
            note_es=row["note_es"],
            note_en=row["note_en"],
            source=row["source"],
            **self._act(),
        )

    def add_event(self, row):
        add_plan_event(
            plan=self._plans[row["plan"]],
            date=_day(row["date"]),
            date_precision=row["date_precision"],
            commitments=[self._commitments[row["plan"], number] for number in row["commitments"]],
            organisations=[self._organisations[slug] for slug in row["organisations"]],
            **{name: row.get(name, "") for name in EVENT_FIELDS},
            **self._act(),
        )

    def document(self, row):
        commitment = self._commitments[row["plan"], row["commitment"]]
        said_date, precision = _said(row, commitment.plan)
        document(
            kind=row["kind"],
            subject=commitment,
            organisation=self._organisations[row["organisation"]],
            said_date=said_date,
            said_precision=precision,
            source=row["source"],
            language=row["language"],
            text=row["text"].strip(),
            completion=Completion(row["completion"]) if row.get("completion") else "",
            basis_es=row.get("basis_es", ""),
            basis_en=row.get("basis_en", ""),
            **_own_fields(row),
            **self._act(),
        )

    def _act(self):
        return {"by": self._by, "now": self._clock.tick()}


def _own_fields(row):
    """Return the columns that only one kind of entry has."""
    if row["kind"] == Entry.Kind.INDEPENDENT_ASSESSMENT:
        return {"report_title": row["report"], **{code: row.get(code, "") for code in CODES}}
    if row["kind"] == Entry.Kind.OBSERVATION:
        return {"type": row["observation_kind"]}
    if row["kind"] == Entry.Kind.RIPPLE:
        return {
            "title": row["title"],
            "layer": row["layer"],
            "type": row["ripple_kind"],
            "noticed_date": _day(row["noticed_on"]),
            "noticed_precision": row["noticed_precision"],
        }
    return {}


def _said(row, plan):
    """Return the last day of the period in which something was said, and the precision.

    Where the source gives no date, the plan's last day stands for it, marked unknown.
    """
    if row["on_precision"] == Precision.UNKNOWN:
        return plan.end_date, Precision.UNKNOWN
    return period_end(_day(row["on"]), row["on_precision"]), row["on_precision"]


def _day(written):
    """Return a day of the period that `2015`, `2015-03` or `2015-03-08` names."""
    return dt.date.fromisoformat(written + "-01" * (2 - written.count("-")))
