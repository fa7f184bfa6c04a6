"""Keep a list's filter under a name, for oneself or for everyone, and drop it again."""

import json

from saas.kit import db
from saas.kit.context import actor
from saas.kit.errors import Forbidden, NotFound
from saas.kit.operations import operation
from tenants.lists.errors import NameTaken, TooManyViews
from tenants.lists.inputs import NewView
from tenants.lists.known import filter_of, known
from tenants.lists.queries import MOST_VIEWS, View, list_views, own

_KEEP = """INSERT INTO saved_view (list, name, query, person_id) VALUES (%s, %s, %s::jsonb, %s) ON CONFLICT DO NOTHING
RETURNING id, name, query, person_id IS NULL"""
_DROP = "DELETE FROM saved_view WHERE id = %s AND (person_id = %s OR (person_id IS NULL AND %s)) RETURNING list"
_ANY = "SELECT id FROM saved_view WHERE id = %s AND person_id IS NULL"


@operation("lists:keep")
def keep_view(new: NewView) -> View:
    """Keep a filter for oneself, which only a person can. NotFound for a list nobody knows, NameTaken, TooManyViews."""
    if own() is None:
        raise Forbidden(permission="lists:share")
    return _kept(new, own())


@operation("lists:share")
def share_view(new: NewView) -> View:
    """Keep a filter for everyone of the company."""
    return _kept(new, None)


@operation("lists:keep")
def drop_view(view_id: int) -> str:
    """Drop one's own view, or everyone's if one may share; the name of its list. NotFound, Forbidden."""
    dropped = db.rows(_DROP, (view_id, own(), actor().may("lists:share")))
    if dropped:
        return str(dropped[0].list)
    raise Forbidden(permission="lists:share") if db.rows(_ANY, (view_id,)) else NotFound()


def _kept(new: NewView, person_id: int | None) -> View:
    query = filter_of(known(new.list), new.query)
    if len(list_views(new.list)) >= MOST_VIEWS:
        raise TooManyViews("/name", most=MOST_VIEWS)
    kept = db.rows(_KEEP, (new.list, new.name, json.dumps(query), person_id))
    if not kept:
        raise NameTaken("/name")
    return View(*kept[0])
