"""The one text that somebody made of two on a conflict page, as if they had typed it."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from tracker.forms.evidence import COLUMNS, MOST_ROWS, NAME
from tracker.forms.fields import normalised

THEIRS, MINE, MERGE = "theirs", "mine", "merge"
EVIDENCE = "evidence"
# The other text's values travel with the page under names of their own.
OTHER = "theirs_"


@dataclass
class Settled:
    """`data` is the one text. `problems` says, by field, what was not decided; `all_theirs` is
    whether nothing of one's own was chosen."""

    data: object
    problems: dict[str, str] = field(default_factory=dict)
    all_theirs: bool = False


def merged_start(theirs, mine):
    """Return the text that merging by hand starts from: both, one after the other."""
    return "\n\n".join(text for text in (theirs, mine) if text)


def settled(sent, names):
    """Return what the choices among `names` make of the data of a conflict page.

    Data of an ordinary form has no choices and comes back as it is.
    """
    asked = [name for name in (*names, EVIDENCE) if f"{name}_choice" in sent]
    if not asked:
        return Settled(sent)
    outcome = Settled(sent.copy())
    for name in asked:
        choice = sent[f"{name}_choice"]
        if choice not in (THEIRS, MINE, MERGE):
            outcome.problems[_target(name)] = _("Choose which text to keep. This one is yours.")
        elif name == EVIDENCE:
            _settle_evidence(outcome.data, sent, choice)
        else:
            _settle_field(outcome, sent, name, choice)
    outcome.all_theirs = not outcome.problems and all(
        sent[f"{name}_choice"] == THEIRS for name in asked
    )
    return outcome


def _settle_field(outcome, sent, name, choice):
    theirs, mine = sent.get(f"{OTHER}{name}", ""), sent.get(name, "")
    merged = sent.get(f"{name}_merged")
    started = merged_start(normalised(theirs), normalised(mine))
    if choice == MERGE and merged is not None:
        outcome.data[name] = merged
    elif merged is not None and normalised(merged) != started:
        # Work on the merged text is not thrown away because another button stayed chosen.
        outcome.data[name] = merged
        outcome.problems[name] = _(
            "You changed the merged text, and another one was chosen. "
            "This is the merged text: check it and send it again."
        )
    elif choice == THEIRS:
        outcome.data[name] = theirs


def _settle_evidence(data, sent, choice):
    mine = {name: sent[name] for name in sent if NAME.fullmatch(name)}
    theirs = {
        name.removeprefix(OTHER): sent[name]
        for name in sent
        if name.startswith(OTHER) and NAME.fullmatch(name.removeprefix(OTHER))
    }
    chosen = {THEIRS: [theirs], MINE: [mine], MERGE: [theirs, mine]}[choice]
    for name in mine:
        del data[name]
    kept = []
    for row in (row for rows in chosen for row in _rows(rows)):
        if row not in kept:
            kept.append(row)
    for number, row in enumerate(kept, 1):
        for column, value in row.items():
            data[f"{EVIDENCE}-{number}-{column}"] = value


def _rows(values):
    """Return the filled rows among the values of a form, in order."""
    for number in range(1, MOST_ROWS + 1):
        row = {column: values.get(f"{EVIDENCE}-{number}-{column}", "") for column in COLUMNS}
        if row["url"] or row["upload"] or row["title"]:
            yield row


def _target(name):
    return "evidence-1-url" if name == EVIDENCE else name
