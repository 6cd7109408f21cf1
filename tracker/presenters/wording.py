"""Text of the agreed frame, which is written in both languages, with the language it is really in."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language


@dataclass(frozen=True)
class Wording:
    """A text and its language, for `lang_attr`. False when there is no text in any language."""

    text: str
    lang: str

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.text)


def page_language() -> str:
    return (get_language() or "es").split("-")[0]


def worded(obj: Any, field: str) -> Wording:
    """Return a field `*_es`/`*_en` in the language of the page, or else in the other one."""
    wanted, other = ("en", "es") if page_language() == "en" else ("es", "en")
    for language in (wanted, other):
        if text := getattr(obj, f"{field}_{language}"):
            return Wording(text, language)
    return Wording("", wanted)
