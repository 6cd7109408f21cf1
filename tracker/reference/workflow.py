from tracker import workflow
from tracker.kinds import Kind
from tracker.reference.tables import WRITTEN, table

INTRODUCTION = """\
# What can become of what

The states of everything that has any, and the moves between them. A move that is not in its table is refused with a sentence. The
tables are [`workflow.py`](../../tracker/workflow.py); the rule says [who](roles.md) makes a move."""

COLUMNS = ("move", "from", "to", "rule", "in the history", "reason")


def text():
    """Return the page."""
    parts = [WRITTEN, INTRODUCTION]
    for name, moves in tables().items():
        parts += [f"## {name.replace('_', ' ').capitalize()}", table(COLUMNS, map(_row, moves))]
    return "\n\n".join(parts) + "\n"


def tables():
    """Return every table of moves, by its name."""
    return {
        name: value
        for name, value in vars(workflow).items()
        if isinstance(value, tuple) and all(isinstance(v, workflow.Transition) for v in value)
    }


def _row(move):
    return (
        move.verb,
        ", ".join(sorted(move.sources)),
        move.target,
        f"`{move.permission}`",
        str(Kind(move.kind).label) if move.kind in Kind.values else f"… {move.kind}",
        "needed" if move.needs_reason else "",
    )
