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
class More:
    """How many commitments a full cell leaves out, written in the place of one of them."""

    count: int
    dx: int
    dy: int


@dataclass(frozen=True)
class Cell:
    code: str | None
    x: str
    width: str
    outside: bool
    units: list[Unit]
    more: More | None


@dataclass(frozen=True)
class Side:
    voice: str
    cells: list[Cell]
    height: int
    zero_y: int  # where an empty cell says 0


@dataclass(frozen=True)
class Level:
    """The same cells by verdict, for the narrow table."""

    code: str | None
    government: Cell
    civil_society: Cell


@dataclass(frozen=True)
class Mirror:
    sides: list[Side]
    levels: list[Level]
    placements: list
    fits_a_table: bool


def mirror(placements):
    """Return each commitment where each side places it: government upwards, civil society downwards."""
    ordered = sorted(placements, key=lambda placement: read(placement, "number"))
    government = _side("government", ordered, upwards=True)
    civil_society = _side("civil_society", ordered, upwards=False)
    levels = [
        Level(code, above, below)
        for code, above, below in zip(COLUMNS, government.cells, civil_society.cells, strict=True)
    ]
    fits = len(ordered) <= MOST_IN_A_TABLE
    return Mirror([government, civil_society], levels, ordered if fits else [], fits)


def _side(voice, ordered, *, upwards):
    by_code: dict = {code: [] for code in COLUMNS}
    for placement in ordered:
        by_code[read(placement, voice)].append(placement)
    fullest = max(min(len(found), MOST_IN_A_CELL) for found in by_code.values())
    height = max(-(-fullest // ACROSS), 1) * PITCH + 12
    cells = [
        _cell(code, index, found, height, upwards=upwards)
        for index, (code, found) in enumerate(by_code.items())
    ]
    return Side(voice, cells, height, zero_y=height - 12 if upwards else 20)


def _cell(code, index, found, height, *, upwards):
    def place(index):
        row, column = divmod(index, ACROSS)
        return 8 + column * PITCH, height - (row + 1) * PITCH - 3 if upwards else row * PITCH + 6

    more = None
    if len(found) > MOST_IN_A_CELL:
        shown = found[: MOST_IN_A_CELL - 1]
        more = More(len(found) - len(shown), *place(len(shown)))
    else:
        shown = found
    return Cell(
        code=code,
        x=share(index / len(COLUMNS) * 100),
        width=share(100 / len(COLUMNS)),
        outside=code in OUTSIDE,
        units=[Unit(placement, *place(index)) for index, placement in enumerate(shown)],
        more=more,
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
