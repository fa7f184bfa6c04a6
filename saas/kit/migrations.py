"""Migrations: Alembic's revisions rendered once per step, as single statements; whoever applies them brings the transaction."""

from functools import lru_cache
from pathlib import Path
from threading import Lock

from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory


def folder(plane: str, package_root: Path = Path(__file__).parents[1]) -> Path:
    """migrations/<plane>: beside the packages in a checkout, inside `saas` in a wheel."""
    inside = package_root / "migrations" / plane
    return inside if inside.is_dir() else package_root.parent / "migrations" / plane


@lru_cache(maxsize=None)
def _script(plane: str) -> ScriptDirectory:
    return ScriptDirectory(str(folder(plane)))


def head(plane: str) -> str:
    """The newest revision of a plane."""
    return _script(plane).get_current_head() or ""


@lru_cache(maxsize=256)
def steps(plane: str, since: str | None) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The revisions after `since` (None: all), oldest first, each with its statements."""
    revisions = [r for r in _script(plane).iterate_revisions("head", since or "base") if r.revision != since]
    return tuple((r.revision, _render(r.module.upgrade)) for r in reversed(revisions))


class _Statements:
    """Takes what Alembic writes in offline mode: one statement at a time."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def write(self, text: str) -> None:
        if statement := text.strip().rstrip(";").strip():
            self.found.append(statement)

    def flush(self) -> None:
        """Alembic expects a stream."""


_rendering = Lock()  # Alembic's `op` is one for the whole process: two tenants opened side by side would share it


def _render(upgrade) -> tuple[str, ...]:  # type: ignore[no-untyped-def]
    out = _Statements()
    context = MigrationContext.configure(dialect_name="postgresql", opts={"as_sql": True, "output_buffer": out})
    with _rendering, Operations.context(context):
        upgrade()
    return tuple(out.found)
