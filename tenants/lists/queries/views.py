"""Which views of a list its reader has."""

from dataclasses import dataclass

from saas.kit import db
from saas.kit.context import actor
from saas.kit.operations import query

MOST_VIEWS = 30
_VIEWS = """SELECT id, name, query, person_id IS NULL AS everyone FROM saved_view
 WHERE list = %s AND (person_id IS NULL OR person_id = %s) ORDER BY person_id NULLS FIRST, name, id"""


@dataclass(frozen=True, slots=True)
class View:
    """A list's filter kept under a name: one's own, or everyone's."""

    id: int
    name: str
    query: dict[str, str]
    everyone: bool


@query("lists:keep")
def list_views(name: str) -> list[View]:
    """The views of a list that the reader has: everyone's first, then their own."""
    return [View(*row) for row in db.rows(_VIEWS, (name, own()))]


def own() -> int | None:
    """Whose views are one's own: a person's. A token has none."""
    return actor().id if actor().kind == "person" else None
