"""Many rows at once, written past the history: only for what a page costs, never for what it says."""

import datetime as dt

from django.db import connection
from django.utils import timezone

from tracker.actions.bulk import insert_entries
from tracker.completion import Completion
from tracker.models import (
    Commitment,
    CommitmentStatus,
    Entry,
    Milestone,
    MilestoneStatus,
    Ripple,
    RippleFinding,
    Seat,
    Theme,
)
from tracker.queries.commitment_index import forget
from tracker.ripple_state import Layer
from tracker.two_voices import State, divergence

VERDICTS = ("", *Completion.values)
STATES = tuple(Commitment.State.values)
AMBITIONS = ("", "substantial", "modest", "unclear")


def add_many_commitments(plan, organisations, author, number):
    """Fill a plan with commitments in every state, each with two milestones, seats and two entries."""
    theme = Theme.objects.create(plan=plan, slug="tema", title_es="Tema", title_en="Theme")
    commitments = Commitment.objects.bulk_create(
        Commitment(
            plan=plan,
            number=n,
            title_es=f"Compromiso número {n}",
            title_en=f"Commitment number {n}",
            theme=theme if n % 3 else None,
            ambition=AMBITIONS[n % 4],
            state=STATES[n % 12] if n % 12 < 4 else "in_force",
            state_reason="Se acordó así.",
            state_date=plan.start_date,
        )
        for n in range(1, number + 1)
    )
    entries = _entries(commitments, organisations, author)
    CommitmentStatus.objects.bulk_create(
        _status(commitment, n, entries.get((commitment.pk, "government")), plan)
        for n, commitment in enumerate(commitments)
    )
    _milestones(plan, commitments, organisations)
    _seats(commitments, organisations)
    forget()
    return commitments


def _entries(commitments, organisations, author):
    government, civil_society = organisations[:2]
    found = Entry.everything.bulk_create(
        Entry(
            kind=kind,
            commitment=commitment,
            author=author,
            organisation=organisation,
            organisation_name=organisation.short,
            side=organisation.side,
            language="es",
            text="Lo que este lado dice de este compromiso, en unas palabras. " * 4,
            completion="limited",
            said_date=commitment.plan.start_date + dt.timedelta(days=n % 400),
            state="published",
            created_at=timezone.now(),
            published_at=timezone.now(),
        )
        for n, commitment in enumerate(commitments)
        for kind, organisation in (
            ("progress_report", government),
            ("observation", civil_society),
        )
    )
    return {(entry.commitment_id, str(entry.side)): entry for entry in found}


def _status(commitment, n, entry, plan):
    government, civil_society = VERDICTS[n % 6], VERDICTS[n // 6 % 6]
    state, steps = divergence(government or None, civil_society or None)
    days = dt.timedelta(days=n % 400)
    return CommitmentStatus(
        commitment=commitment,
        government_completion=government,
        civil_society_completion=civil_society,
        government_entry=entry if government else None,
        government_evidence=n % 2,
        state=state,
        divergence=steps,
        contested_since=plan.start_date + days if state == State.CONTESTED else None,
        government_spoke=plan.start_date + days if n % 5 else None,
        civil_society_spoke=plan.start_date + days if n % 7 else None,
    )


def _milestones(plan, commitments, organisations):
    milestones = Milestone.objects.bulk_create(
        Milestone(
            commitment=commitment,
            number=number,
            title_es=f"Hito {number}",
            title_en=f"Milestone {number}",
            owner=organisations[number % 2],
            due_date=plan.start_date + dt.timedelta(days=200 * number + n % 90),
            due_precision="day",
            original_due_date=plan.start_date + dt.timedelta(days=200 * number),
            original_due_precision="day",
        )
        for n, commitment in enumerate(commitments)
        for number in (1, 2)
    )
    MilestoneStatus.objects.bulk_create(MilestoneStatus(milestone=m) for m in milestones)


def _seats(commitments, organisations):
    roles = (("leads", "at_the_table"), ("expert", "at_the_table"), ("must_decide", "missing"))
    Seat.objects.bulk_create(
        Seat(
            commitment=commitment,
            organisation=organisations[(n + position) % len(organisations)],
            role=role,
            state=state,
        )
        for n, commitment in enumerate(commitments)
        for position, (role, state) in enumerate(roles)
    )


def add_many_ripples(commitment, official, observer, number):
    """Fill a commitment with ripples of both sides in every layer, every other one corroborated."""
    layers, types = tuple(Layer), tuple(Ripple.Type.values)
    official, observer = (
        (person, person.memberships.select_related("organisation").get().organisation)
        for person in (official, observer)
    )
    writers = [official, observer]
    ripples = [
        _said(
            Ripple,
            commitment,
            writers[n % 2],
            kind="ripple",
            title=f"Onda número {n}: algo cambió en la ventanilla",
            layer=layers[n % 4].value,
            type=types[n % 7],
            contribution="Porque los datos se publican.",
            noticed_date=commitment.plan.start_date + dt.timedelta(days=n % 400),
            effect="worse" if n % 9 == 0 else "better",
        )
        for n in range(number)
    ]
    insert_entries(Ripple, ripples)
    rows = list(Ripple.objects.filter(uid__in=[ripple.uid for ripple in ripples[:400]]))
    insert_entries(
        RippleFinding,
        [
            _said(
                RippleFinding,
                commitment,
                observer if row.side == "government" else official,
                kind="ripple_finding",
                to=row,
                finding="corroborates",
            )
            for row in rows[::2]
        ],
    )
    count_rows()


def count_rows():
    """Let the database count its rows, as it does by itself some time after many were written."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _said(model, commitment, writer, **fields):
    author, organisation = writer
    return model(
        commitment=commitment,
        author=author,
        organisation=organisation,
        organisation_name=organisation.short,
        side=organisation.side,
        language="es",
        text="Antes pedía tres copias; ahora ninguna. " * 4,
        said_date=commitment.plan.start_date,
        state="published",
        created_at=timezone.now(),
        published_at=timezone.now(),
        **fields,
    )
