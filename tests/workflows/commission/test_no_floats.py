"""No binary fraction gets anywhere near an amount: proved on the syntax trees of all money code."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Float, Numeric

import workflows.money
from storage import money_tables
from storage.base import Base

HOUSE = Path(workflows.money.__file__).parent
ROOT = HOUSE.parent
STORED = "ledger deals plans objections money_tables money_views".split()
RUNNING = "words bookkeeping auditing plan_versions commissions".split()
MONEY = [
    HOUSE / "money.py",
    HOUSE / "earning.py",
    HOUSE / "granting.py",
    *sorted((HOUSE / "commission").glob("*.py")),
    *(ROOT / "storage" / f"{name}.py" for name in STORED),
    ROOT / "bot" / "states" / "money.py",
    *(ROOT / "bot" / "money" / f"{name}.py" for name in RUNNING),
    *sorted((ROOT / "bot" / "slack" / "money").glob("*.py")),
    ROOT / "bot" / "slack" / "leads" / "lead_money.py",
]
MAKES_FLOATS = {"float", "round", "complex"}  # round() of a Fraction or Decimal also rounds half to even
FLOATING_MODULES = {"math", "cmath", "statistics", "random", "numpy", "time"}


MONEY_TABLES = {
    row.__tablename__
    for row in vars(money_tables).values()
    if isinstance(row, type) and issubclass(row, Base) and row.__module__ == money_tables.__name__
}


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


@pytest.mark.parametrize("path", MONEY, ids=lambda path: "/".join(path.parts[-2:]))
def test_money_code_has_no_float(path: Path) -> None:
    assert list(floats(ast.parse(path.read_text()))) == []


def test_all_money_code_is_looked_at() -> None:
    assert {"money.py", "ledger.py", "tiers.py", "calculate.py"} <= {path.name for path in MONEY}
    assert all(path.exists() for path in MONEY)


def test_no_column_of_a_money_table_is_a_float() -> None:
    tables = [table for table in Base.metadata.tables.values() if table.name in MONEY_TABLES]
    kinds = {type(column.type) for table in tables for column in table.columns}
    assert len(tables) == len(MONEY_TABLES)
    assert not any(issubclass(kind, Float | Numeric) for kind in kinds)


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
