"""The list of imports as the lists room knows it: its filter, its page, and how it is written as a file."""

from typing import Any

from saas.kit.i18n import _
from saas.kit.sheets import Row
from saas.kit.web import Page
from saas.ui.states import look
from tenants.imports import showing
from tenants.imports.queries import FindImports, list_imports
from tenants.lists.known import Listed, declare

CHUNK = 2000


def _heads() -> list[str]:
    return [_("File"), _("Contents"), _("State"), _("Done"), _("There already"), _("To correct"), _("By"), _("When (UTC)")]


def _chunk(find: FindImports, cursor: str | None) -> Page[Any]:
    return list_imports(find, cursor, CHUNK)


def _cells(one: Any) -> Row:
    return [one.filename, showing.kind_name(one.kind), str(look("import", one.state).word), one.done, one.again, one.refused,
            one.created_by["name"], one.created_at]


declare(Listed("imports", "imports.index", FindImports, "imports:read", _heads, _chunk, _cells))
