from benchmarks import table
from benchmarks.measuring import Subject


def measured(name, *costs, **more):
    subject = Subject(name, requests=None, **more)
    subject.costs, subject.seconds = list(costs), [cost / 100 for cost in costs]
    return subject


def test_cost_is_the_median_of_the_rounds():
    (row,) = table.rows([measured("page", 1.0, 9.0, 1.2)])
    assert row["units"] == 1.2
    assert row["ms"] == 12


def test_a_goal_is_in_units_of_the_reference():
    met, over = table.rows([measured("one", 1.4, goal=1.5), measured("two", 1.6, goal=1.5)])
    assert met["met"]
    assert not over["met"]


def test_a_goal_can_be_in_units_of_another_page():
    anonymous = measured("page", 2.0)
    signed_in = measured("signed in", 2.5, goal=1.3, against="page")
    assert [row["met"] for row in table.rows([anonymous, signed_in])] == [True, True]
    slower = measured("signed in", 2.7, goal=1.3, against="page")
    assert [row["met"] for row in table.rows([anonymous, slower])] == [True, False]


def test_text_names_the_unit_and_marks_what_is_over():
    printed = table.text([measured("page", 2.0, goal=1.5)], [0.0114, 0.0116])
    assert "11.5 ms" in printed
    assert "over" in printed
