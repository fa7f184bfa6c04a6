"""Two-way: whatever a page can do, the API can do, through the same verb."""

import ast
from pathlib import Path

from saas.kit.operations import CATALOGUE
from tests.guards import test_permissions  # noqa: F401  brings every verb into the catalogue
from tests.guards.source import ROOT, python_files

# A verb that only a page calls, and why no program needs it.
PAGES_ALONE = {
    "lists.keep_view": "a view of one's own is a person's; a token is nobody, it keeps views for everyone (share_view)",
}


def _named(path: Path) -> set[str]:
    """Every name and attribute in the code, not in its texts."""
    nodes = list(ast.walk(ast.parse(path.read_text())))
    return {node.id for node in nodes if isinstance(node, ast.Name)} | {node.attr for node in nodes if isinstance(node, ast.Attribute)}


def _verbs_named_in(door: str) -> dict[str, str]:
    """Writing verbs of tenants that modules of this kind of door name, and where."""
    verbs = {name.split(".")[-1]: name for name, verb in CATALOGUE.items() if verb.writes and verb.function.__module__.startswith("tenants.")}
    files = [path for path in python_files("tenants") if door in (*path.relative_to(ROOT).parts, path.stem)]
    return {verbs[name]: str(path.relative_to(ROOT)) for path in files for name in sorted(_named(path) & verbs.keys())}


def test_whatever_a_page_can_do_the_api_can_do() -> None:
    pages, api = _verbs_named_in("views"), _verbs_named_in("api")
    assert len(pages) > 50, "The pages were not found."
    missing = {name: where for name, where in pages.items() if name not in api and name not in PAGES_ALONE}
    assert not missing, f"{missing}: give the verb an endpoint, or say in PAGES_ALONE why no program needs it."
    assert PAGES_ALONE.keys() <= pages.keys() - api.keys(), "The API can do this by now; take it out."

