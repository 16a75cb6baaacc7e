"""No binary fraction gets anywhere near an amount: proved on the syntax trees of all money code."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import workflows.money

HOUSE = Path(workflows.money.__file__).parent
MONEY = [HOUSE / "money.py", *sorted((HOUSE / "commission").glob("*.py"))]
MAKES_FLOATS = {"float", "round", "complex"}  # round() of a Fraction or Decimal also rounds half to even
FLOATING_MODULES = {"math", "cmath", "statistics", "random", "numpy", "time"}


def floats(tree: ast.AST) -> Iterator[str]:
    """Everything in a syntax tree that is, or could make, a float; `/`, `**` and their like included."""
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=float() | complex()):
                yield f"line {node.lineno}: the number {node.value!r}"
            case ast.Name(id=name) | ast.Attribute(attr=name) if name in MAKES_FLOATS:
                yield f"line {node.lineno}: {name}"
            case ast.BinOp(op=ast.Div() | ast.Pow()) | ast.AugAssign(op=ast.Div() | ast.Pow()):
                yield f"line {node.lineno}: / or **"
            case ast.Import(names=names):
                yield from (f"import {each.name}" for each in names if each.name in FLOATING_MODULES)
            case ast.ImportFrom(module=module) if module in FLOATING_MODULES:
                yield f"from {module}"


@pytest.mark.parametrize("path", MONEY, ids=lambda path: path.name)
def test_money_code_has_no_float(path: Path) -> None:
    assert list(floats(ast.parse(path.read_text()))) == []


def test_all_money_code_is_looked_at() -> None:
    assert {"money.py", "ledger.py", "tiers.py", "calculate.py"} <= {path.name for path in MONEY}


@pytest.mark.parametrize(
    "code",
    [
        "x = 0.1",
        "x = 1 / 3",
        "x /= 2",
        "x = 2 ** -1",
        "x: float",
        "x = d.__float__, float(1)",
        "round(x)",
        "import math",
    ],
)
def test_the_proof_would_notice(code: str) -> None:
    assert list(floats(ast.parse(code)))
