"""Markdown, as the pages of the reference need it."""

WRITTEN = (
    "<!-- Written by `./onda manage generate_docs` from the code. Change the code, then run it. -->"
)


def table(head, rows):
    """Return a table: `head` and each of `rows` are tuples of text."""
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def first_sentence(text):
    """Return a docstring up to its first full stop, on one line."""
    sentence, _stop, _rest = " ".join((text or "").split()).partition(". ")
    return sentence if sentence.endswith(".") or not sentence else f"{sentence}."
