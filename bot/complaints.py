"""What is wrong with a setting, in words and under the names that a person wrote."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from inspect import isclass
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from rapidfuzz import fuzz, process

ALIKE = 75  # percent; a name as near as that, or with that in it, was meant
WORDS = {  # by pydantic's kind of error, with the facts it gives
    "missing": "is missing",
    "string_type": "write words in quotes",
    "string_too_short": "write at least {min_length} characters",
    "string_too_long": "write at most {max_length} characters",
    "too_short": "name at least {min_length}",
    "too_long": "name at most {max_length}",
    "literal_error": "write {expected}",
    "greater_than": "write more than {gt}",
    "greater_than_equal": "write {ge} or more",
    "less_than": "write less than {lt}",
    "less_than_equal": "write {le} or less",
    "value_error": "{error}",
}
KINDS = {  # by how their names begin
    "bool": "write true or false",
    "int": "write a whole number, without quotes",
    "float": "write a number, without quotes",
    "decimal": "write a number",
    "date": "write a date such as 2026-01-31",
    "time": 'write a time such as "09:00"',
    "tuple": 'write a list, such as ["one", "two"]',
    "list": 'write a list, such as ["one", "two"]',
    "dict": "write a table",
    "model": "write a table",
}


def of_environment(wrong: ValidationError) -> list[str]:
    """One sentence for each variable, without its value: that may be a secret."""
    return [f"{variable(str(e['loc'][0]))}: {_words(e)}" for e in wrong.errors(include_input=False)]


def variable(field: str) -> str:
    """What a field is called in the environment."""
    return field if field.startswith("SLACK_") else f"REFERRAL_DESK_{field.upper()}"


def of_tables(wrong: ValidationError, tables: Mapping[str, Any], model: type[BaseModel]) -> list[str]:
    """One sentence for each key of the TOML file that a `model` of it refuses."""
    return [f"{_place(e['loc'], tables)}: {_advice(e, model)}" for e in wrong.errors(include_input=False)]


def nearest(name: str, known: Sequence[str]) -> str:
    """The one that was meant; "" when none is near."""
    found = process.extractOne(name, known, scorer=fuzz.WRatio, score_cutoff=ALIKE)
    return found[0] if found else ""


def _words(error: ErrorDetails) -> str:
    kind = error["type"]
    if kind in WORDS:
        return WORDS[kind].format(**error.get("ctx", {}))
    return KINDS.get(kind.partition("_")[0]) or error["msg"][:1].lower() + error["msg"][1:]


def _advice(error: ErrorDetails, model: type[BaseModel]) -> str:
    """The same, and what would be right as far as the table of that key knows it."""
    *outer, key = error["loc"]
    known = _table(model, outer).model_fields
    if error["type"] == "extra_forbidden":
        meant = nearest(str(key), list(known))
        return "not known; " + (f'did you mean "{meant}"?' if meant else f"there are {', '.join(known)}")
    field = known.get(str(key))
    if field and field.examples and error["type"] == "string_pattern_mismatch":
        return f'write it like "{field.examples[0]}"'
    return _words(error)


def _table(model: type[BaseModel], steps: Sequence[str | int]) -> type[BaseModel]:
    """The model of the table that these steps lead to."""
    for step in steps:
        field = model.model_fields.get(str(step))
        kinds = (field.annotation, *get_args(field.annotation)) if field else ()
        model = next((kind for kind in kinds if isclass(kind) and issubclass(kind, BaseModel)), model)
    return model


def _place(steps: Sequence[str | int], tables: Mapping[str, Any]) -> str:
    """`[program] country`, `[[managers]] "Dana" email`; pydantic's own steps behind a value are left out."""
    path: list[str] = []
    which, key = "", ""
    here: Any = tables
    for step in steps:
        if isinstance(step, int) and isinstance(here, list) and isinstance(here[step], dict):
            path, key, here = [*path, key], "", here[step]
            which = f' "{here["name"]}"' if isinstance(here.get("name"), str) else f" {step + 1}"
        elif isinstance(step, str) and isinstance(here, dict):
            path, key, here = [*path, *filter(None, [key])], step, here.get(step)
        else:
            break
    is_list = bool(which) or (isinstance(here, list) and any(isinstance(one, dict) for one in here))
    if key and (isinstance(here, dict) or (is_list and not which)):
        path, key = [*path, key], ""
    name = ".".join(path)
    bracketed = f"[[{name}]]{which}" if is_list else f"[{name}]"
    return " ".join(filter(None, [bracketed if path else "", key]))
