"""Tokens open one company to a program, and never more than their maker may do."""

import pytest

from saas.identity.errors import BeyondYourRights
from saas.identity.inputs import NewToken
from saas.identity.operations import create_token, revoke_token
from saas.identity.queries import TokenRow, tokens_of
from saas.kit import db
from saas.kit.errors import Forbidden, NotFound
from tests.cast import Member, member
from tests.conftest import World


def _created(by: Member, *scopes: str) -> str:
    with db.unit_of_work(None, by.actor):
        return create_token(by.tenant, NewToken(name="Shop", scopes=scopes))


def _tokens(by: Member) -> list[TokenRow]:
    with db.unit_of_work(None, by.actor, read_only=True):
        return tokens_of(by.tenant)


def test_a_token_opens_its_company_with_its_scopes(world: World, ann: Member) -> None:
    token = _created(ann, "orders:read", "orders:place")
    entry = world.app.resolver.token(token)
    assert token.startswith("qs_") and entry and entry.tenant == ann.tenant
    assert entry.actor.permissions == {"orders:read", "orders:place"}


def test_only_its_end_is_kept(world: World, ann: Member) -> None:
    token = _created(ann, "orders:read")
    (row,) = _tokens(ann)
    assert row.hint == token[-4:] and token not in repr(row)


@pytest.mark.parametrize("scope", ["people:manage", "tokens:manage", "*", "orders:everything", ""])
def test_a_token_cannot_do_what_tokens_may_not(world: World, ann: Member, scope: str) -> None:
    with pytest.raises(BeyondYourRights):
        _created(ann, "orders:read", scope)


def test_a_token_cannot_do_more_than_its_maker(world: World, ann: Member) -> None:
    narrow = Member(member(ann.actor.id or 0, "Ann", "owner", ann.tenant).actor.__class__(
        "person", ann.actor.id, "Ann", frozenset({"tokens:manage", "orders:read"}), role="manager"), ann.tenant, ann.email)
    assert _created(narrow, "orders:read")
    with pytest.raises(BeyondYourRights):
        _created(narrow, "orders:place")


def test_clerks_make_and_see_none(world: World, cleo: Member) -> None:
    with pytest.raises(Forbidden):
        _created(cleo, "orders:read")
    with pytest.raises(Forbidden):
        _tokens(cleo)


def test_a_revoked_token_opens_nothing(world: World, ann: Member, zoe: Member) -> None:
    token = _created(ann, "orders:read")
    (row,) = _tokens(ann)
    with db.unit_of_work(None, zoe.actor), pytest.raises(NotFound):
        revoke_token(zoe.tenant, row.id)
    assert world.app.resolver.token(token)
    with db.unit_of_work(None, ann.actor):
        revoke_token(ann.tenant, row.id)
    assert world.app.resolver.token(token) is None and _tokens(ann)[0].revoked_at
