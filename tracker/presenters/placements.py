"""Geometry of the figures that place commitments on the scale: the mirror and the matrix. Pure."""

from dataclasses import dataclass

from tracker.presenters.figures import read, share

# Left to right; the first two stand outside the scale and are shaded.
COLUMNS = [None, "no_evidence", "not_started", "limited", "substantial", "complete"]
OUTSIDE = {None, "no_evidence"}

UNIT = 26  # pixels, above the 24 a finger needs
PITCH = 29
ACROSS = 3  # units side by side in a column
MOST_IN_A_CELL = 30
MOST_IN_A_TABLE = 60


@dataclass(frozen=True)
class Unit:
    """One commitment, `dx`/`dy` pixels from the corner of its column."""

    placement: object
    dx: int
    dy: int


@dataclass(frozen=True)
class Cell:
    code: str | None
    x: str
    width: str
    outside: bool
    units: list[Unit]
    placements: list
    left_out: int  # commitments beyond what a cell can hold


@dataclass(frozen=True)
class Side:
    voice: str
    cells: list[Cell]
    height: int


@dataclass(frozen=True)
class Mirror:
    sides: list[Side]
    fits_a_table: bool


def mirror(placements):
    """Return each commitment where each side places it: government upwards, civil society downwards."""
    ordered = sorted(placements, key=lambda placement: read(placement, "number"))
    sides = []
    for voice, upwards in (("government", True), ("civil_society", False)):
        by_code = {code: [] for code in COLUMNS}
        for placement in ordered:
            by_code[read(placement, voice)].append(placement)
        rows = max(-(-min(len(found), MOST_IN_A_CELL) // ACROSS) for found in by_code.values())
        rows = max(rows, 1)
        height = rows * PITCH + 12
        cells = [
            _cell(code, index, found, height, upwards)
            for index, (code, found) in enumerate(by_code.items())
        ]
        sides.append(Side(voice, cells, height))
    return Mirror(sides, fits_a_table=len(ordered) <= MOST_IN_A_TABLE)


def _cell(code, index, found, height, upwards):
    left_out = max(0, len(found) - MOST_IN_A_CELL)
    # the last place of a cell that overflows says how many more there are
    shown = found[: MOST_IN_A_CELL - 1] if left_out else found
    units = []
    for place, placement in enumerate(shown):
        row, column = divmod(place, ACROSS)
        dy = height - (row + 1) * PITCH - 3 if upwards else row * PITCH + 6
        units.append(Unit(placement, 8 + column * PITCH, dy))
    return Cell(
        code=code,
        x=share(index / len(COLUMNS) * 100),
        width=share(100 / len(COLUMNS)),
        outside=code in OUTSIDE,
        units=units,
        placements=shown,
        left_out=left_out + 1 if left_out else 0,
    )


@dataclass(frozen=True)
class MatrixUnit:
    """A commitment in one box: `voice` is government, civil_society or both."""

    placement: object
    voice: str


@dataclass(frozen=True)
class MatrixRow:
    code: str
    label: str
    boxes: list[list[MatrixUnit]]


def matrix(placements, ambitions):
    """Return ambition by completion, with both sides' verdicts in the boxes. Most ambitious first."""
    ordered = sorted(placements, key=lambda placement: read(placement, "number"))
    rows = []
    for code, label in ambitions:
        boxes = []
        for column in COLUMNS[1:]:
            box = []
            for placement in ordered:
                if read(placement, "ambition") != code:
                    continue
                said = [
                    voice
                    for voice in ("government", "civil_society")
                    if read(placement, voice) == column
                ]
                if said:
                    box.append(MatrixUnit(placement, "both" if len(said) == 2 else said[0]))
            boxes.append(box)
        rows.append(MatrixRow(code, label, boxes))
    return rows
