"""The geometry of the ripple rings: everything inside the drawing, nothing on top of anything else."""

import itertools
import math
from types import SimpleNamespace

import pytest

from tracker.presenters import rings
from tracker.ripple_state import Layer


def row(number, layer, cause=None):
    return SimpleNamespace(
        number=number,
        pk=number,
        cause_pk=cause,
        layer_code=layer,
        voice="government" if number % 2 else "civil_society",
        is_confirmed=False,
        is_adverse=False,
        title=f"Ripple {number}",
        anchor=f"r-{number}",
    )


def places(drawing):
    return [(float(mark.x), float(mark.y)) for mark in drawing.marks]


@pytest.mark.parametrize("each", [1, 2, 3, 5])
def test_marks_stand_apart_and_inside(each):
    rows = [row(n, layer) for n, layer in enumerate(list(Layer) * each, 1)]
    found = places(rings.of_rows(rows, "1"))
    for x, y in found:
        assert 0 <= x <= rings.SIZE
        assert 0 <= y <= rings.SIZE
    for one, other in itertools.combinations(found, 2):
        assert math.dist(one, other) >= 2 * rings.LARGE


def test_each_mark_stands_on_the_ring_of_its_layer():
    drawing = rings.of_rows([row(n, layer) for n, layer in enumerate(Layer, 1)], "1")
    for (x, y), radius in zip(places(drawing), rings.RADII.values(), strict=True):
        assert math.dist((x, y), (rings.MIDDLE, rings.MIDDLE)) == pytest.approx(radius, abs=0.2)


def test_a_chain_is_drawn_between_what_is_shown():
    rows = [row(1, "back_office"), row(2, "data", cause=1), row(3, "decision", cause=99)]
    drawing = rings.of_rows(rows, "1")
    assert len(drawing.chains) == 1
    (x, y), (to_x, to_y) = places(drawing)[:2]
    assert drawing.chains[0].startswith(f"M{x:.0f} {y:.0f}Q")
    assert drawing.chains[0].endswith(f" {to_x:.0f} {to_y:.0f}")


def test_many_ripples_are_drawn_as_few_marks_and_say_so():
    rows = [
        SimpleNamespace(layer=layer, side="government", is_confirmed=True, effect="better")
        for layer in list(Layer) * 500
    ]
    drawing = rings.of_many(rows, "2,000", lambda layer: f"?layer={layer}")
    assert len(drawing.marks) <= rings.MOST_MARKS + len(Layer)
    middle = (rings.MIDDLE, rings.MIDDLE)
    radii = {round(math.dist(place, middle)) for place in places(drawing)}
    assert radii == set(rings.RADII.values())
    assert drawing.each == math.ceil(2000 / rings.MOST_MARKS)
    assert [ring.count for ring in drawing.rings] == [500] * 4
