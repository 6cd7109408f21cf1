"""The result, as a table for people or as JSON for programs."""

import statistics

COLUMNS = ("", "units", "ms", "goal", "", "queries", "KB", "compressed KB")


def rows(subjects):
    """Yield one dictionary for each subject that was measured."""
    by_name = {subject.name: subject for subject in subjects}
    for subject in subjects:
        units = subject.units
        base = by_name[subject.against].units if subject.against else 1
        yield {
            "name": subject.name,
            "units": round(units, 2),
            "ms": round(subject.milliseconds, 2),
            "goal": subject.goal,
            "against": subject.against,
            "met": subject.goal is None or units <= subject.goal * base,
            "queries": subject.queries,
            "kilobytes": round(subject.size / 1024, 1),
            "compressed_kilobytes": round(subject.compressed / 1024, 1),
        }


def text(subjects, reference_seconds):
    """Return the table with a heading that names the unit."""
    unit = statistics.median(reference_seconds) * 1000
    lines = [COLUMNS]
    for row in rows(subjects):
        goal = "" if row["goal"] is None else f"{row['goal']:g}"
        lines.append(
            (
                row["name"],
                f"{row['units']:.2f}",
                f"{row['ms']:.1f}",
                f"{goal} × {row['against']}" if row["against"] else goal,
                "" if row["met"] else "over",
                str(row["queries"]),
                f"{row['kilobytes']:g}",
                f"{row['compressed_kilobytes']:g}",
            )
        )
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    printed = ["  ".join(_cells(line, widths)).rstrip() for line in lines]
    return "\n".join([f"One unit is the reference page: {unit:.1f} ms of CPU here.", "", *printed])


def _cells(line, widths):
    for position, (cell, width) in enumerate(zip(line, widths, strict=True)):
        left = position in (0, 3, 4)
        yield cell.ljust(width) if left else cell.rjust(width)
