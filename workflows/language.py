"""Languages as Babel knows them; English for one that nobody knows."""

from __future__ import annotations

from functools import lru_cache

from babel import Locale, UnknownLocaleError


@lru_cache(maxsize=128)
def locale_of(language: str) -> Locale:
    """The locale of a language tag such as "de" or "pt-BR"; English when it names none."""
    try:
        return Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale("en")
