"""The agreed frame is written in Spanish and English, in columns `*_es` and `*_en`."""

from django.utils.translation import get_language


def in_page_language(obj, field):
    """Return a field in the language of the page, or else in the other one."""
    wanted, other = ("en", "es") if get_language() == "en" else ("es", "en")
    return getattr(obj, f"{field}_{wanted}") or getattr(obj, f"{field}_{other}")
