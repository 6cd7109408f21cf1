"""Two references to one article of one law are the same however they were written."""

import pytest

from tracker.laws import law_key

SAME = [
    ("Ley de Aguas", "Art. 14"),
    ("ley de aguas", "artículo 14"),
    ("LEY DE LAS AGUAS.", "14"),
    ("Ley de Aguas, artículo 14", ""),
    ("Ley de Aguas, art. 14", "14"),
    ("Art. 14 de la Ley de Aguas", "Artículo 14º"),
    ("Ley  de\u00a0Águas", "no. 14o."),
]


@pytest.mark.parametrize(("law", "article"), SAME)
def test_the_same_article_has_the_same_key(law, article):
    assert law_key(law, article) == law_key("Ley de Aguas", "14")


@pytest.mark.parametrize(
    ("law", "article"),
    [("Ley de Aguas", "15"), ("Ley de Bosques", "14"), ("Ley de Aguas", "14, fracción II")],
)
def test_another_article_has_another_key(law, article):
    assert law_key(law, article) != law_key("Ley de Aguas", "14")


def test_parts_of_an_article_may_be_shortened():
    assert law_key("Ley X", "5, fracc. II") == law_key("Ley X", "artículo 5, fracción II")


@pytest.mark.parametrize("law", ["", "  ", "…", "De la"])
def test_without_a_law_there_is_no_key(law):
    assert law_key(law, "5") == ""
