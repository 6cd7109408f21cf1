"""What meetings agreed that I do: late, or due in the next thirty days."""

from tracker.models import Agreement
from tracker.queries.reasons.reader import with_day

CODE = "agreed"
WAITS = True
SOON = 30  # days


def found(reader):
    yield owed(reader).filter(reader.compared("meeting__", "due_date__lte", SOON))


def owed(reader):
    """Return the open agreements of the reader's organisations."""
    rows = Agreement.objects.open().filter(
        reader.plan_in_force("meeting__"), owner__in=reader.organisations
    )
    if reader.commitment:
        rows = rows.filter(commitment=reader.commitment)
    elif reader.plan:
        rows = rows.filter(meeting__plan=reader.plan)
    return with_day(rows, "due_date", "meeting__")
