"""Tables as CSV, safe to open in a spreadsheet."""

import csv

# A spreadsheet takes a cell that begins with one of these for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


class _Echo:
    """Gives back each line instead of keeping it, so that a long table needs no memory."""

    def write(self, line):
        return line


def csv_lines(header, rows):
    """Yield a table line by line, with the mark by which spreadsheets know UTF-8."""
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow([harmless(cell) for cell in header])
    for row in rows:
        yield writer.writerow([harmless(cell) for cell in row])


def harmless(cell):
    """Return a cell as text that no spreadsheet carries out."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA) else text
