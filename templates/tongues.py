"""The same words in other languages: gettext catalogs, `templates/po/<language>.po`.

A template says `{% trans %}…{% endtrans %}` in English; the catalog of the reader's language has the rest.
A template that marks nothing is English only, and then its dates and amounts are English as well.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from jinja2 import BaseLoader, Environment
from jinja2.meta import find_referenced_templates

SPOKEN = ("en", "de", "fr", "es", "nl", "pt")
FOLDER = Path(__file__).parent / "po"


def spoken(language: str) -> str:
    """The language we answer in: theirs where we speak it ("pt-BR" is "pt"), else English."""
    short = language.lower().replace("_", "-").partition("-")[0]
    return short if short in SPOKEN else "en"


@lru_cache
def catalog(language: str) -> NullTranslations:
    """All sentences of one language; what is missing stays English."""
    path = FOLDER / f"{language}.po"
    if not path.exists():
        return NullTranslations()
    compiled = BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return GNUTranslations(compiled)


def N_(message: str) -> str:  # noqa: N802  the name that catalog tools look for
    """Marks a sentence for the catalogs; said in English it stays as it is."""
    return message


def speaker(language: str) -> Callable[[str], str]:
    """Says an English sentence in that language, for what is put together outside a template."""
    return catalog(spoken(language)).gettext


def speak(environment: Environment, language: str) -> None:
    """Teach an environment one language."""
    found = catalog(language)
    environment.add_extension("jinja2.ext.i18n")
    environment.policies["ext.i18n.trimmed"] = True
    environment.install_gettext_translations(found, newstyle=True)  # type: ignore[attr-defined]


def is_translated(environment: Environment, name: str) -> bool:
    """Whether a template, or one it is made of, marks words for translation."""
    loader: BaseLoader | None = environment.loader
    if loader is None:
        return False
    source = loader.get_source(environment, name)[0]
    if "{% trans" in source or "_(" in source:
        return True
    parts = find_referenced_templates(environment.parse(source))
    return any(is_translated(environment, part) for part in parts if part and "layout" not in part)
