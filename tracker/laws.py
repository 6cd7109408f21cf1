"""When two references to an article of a law are the same: a key that is derived, never typed."""

import re
import unicodedata
from functools import lru_cache

# What says nothing about which article or which law is meant, in either language.
EMPTY = frozenset(
    [
        "a",
        "al",
        "and",
        "art",
        "articulo",
        "articulos",
        "article",
        "articles",
        "arts",
        "de",
        "del",
        "el",
        "en",
        "la",
        "las",
        "los",
        "no",
        "num",
        "numero",
        "of",
        "the",
        "y",
    ]
)
SHORT = {
    "frac": "fraccion",
    "fracc": "fraccion",
    "inc": "inciso",
    "par": "parrafo",
    "parr": "parrafo",
}
WORD = re.compile(r"[^\W_]+")
ARTICLE = re.compile(r"\bart(?:s|iculos?|icles?)?\b\W*([\w]+)")
# 5o., 5º and 5 are one number.
ORDINAL = re.compile(r"\b(\d+)(?:o|a|º|ª|st|nd|rd|th)\b")


@lru_cache(maxsize=10_000)
def law_key(law, article):
    """Return what is alike in all ways of writing an article of a law; "" for no reference.

    Accents, case, punctuation and the words for “article” make no difference, nor does it where
    the number was written: «Ley X, art. 5» with «5» is «Ley X» with «artículo 5».
    """
    numbers = _words(article)
    wording = _plain(law)
    written = ARTICLE.search(wording)
    if written and (not numbers or numbers[0] == written.group(1)):
        numbers = numbers or [written.group(1)]
        wording = wording[: written.start()] + " " + wording[written.end() :]
    name = _words(wording)
    return f"{' '.join(name)}|{' '.join(numbers)}"[:400] if name else ""


def _plain(text):
    spread = unicodedata.normalize("NFKD", text.replace("º", "o").replace("ª", "a").casefold())
    bare = "".join(letter for letter in spread if not unicodedata.combining(letter))
    return ORDINAL.sub(r"\1", bare)


def _words(text):
    words = (SHORT.get(word, word) for word in WORD.findall(_plain(text)))
    return [word for word in words if word not in EMPTY]
