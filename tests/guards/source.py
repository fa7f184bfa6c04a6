"""The project's own files, for guards that read them."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]


def python_files(*folders: str) -> list[Path]:
    return sorted(path for folder in folders or ("saas", "tenants") for path in (ROOT / folder).rglob("*.py"))


def templates() -> list[Path]:
    return sorted(path for folder in ("saas", "tenants") for path in (ROOT / folder).rglob("templates/**/*.html"))


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    return (node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef))


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))
