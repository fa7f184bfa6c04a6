"""Owners and managers look after their people; only owners make owners, and one always remains."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text

from saas.identity.errors import EmailTaken, LastOwner, OwnersOnly
from saas.identity.inputs import ChangeRole, NewPerson
from saas.identity.operations import AddedPerson, add_person, change_role, remove_person
from saas.identity.queries import people_of
from saas.kit import db
from saas.kit.errors import Forbidden, NotFound
from tests.cast import Member, member
from tests.conftest import World


def _added(by: Member, name: str, role: str = "clerk") -> AddedPerson:
    with db.unit_of_work(None, by.actor):
        return add_person(by.tenant, NewPerson(name=name, email=f"{name.lower()}@acme.example", role=role))


def _role(by: Member, person: int, role: str) -> str:
    with db.unit_of_work(None, by.actor):
        return change_role(by.tenant, person, ChangeRole(role=role))


def _removed(by: Member, person: int) -> None:
    with db.unit_of_work(None, by.actor):
        remove_person(by.tenant, person)


def _roles(by: Member) -> dict[str, str]:
    with db.unit_of_work(None, by.actor, read_only=True):
        return {colleague.name: colleague.role for colleague in people_of(by.tenant)}


def test_ann_adds_a_clerk_who_gets_a_first_password(world: World, ann: Member) -> None:
    dan = _added(ann, "Dan")
    assert len(dan.password) >= 12 and _roles(ann)["Dan"] == "clerk"


def test_lists_name_nobody_of_another_company(world: World, ann: Member, zoe: Member) -> None:
    _added(ann, "Dan")
    assert _roles(ann).keys() == {"Ann", "Ben", "Cleo", "Dan", "Otto"}
    assert _roles(zoe).keys() == {"Zoe"}


def test_an_address_known_anywhere_is_taken(world: World, ann: Member, zoe: Member) -> None:
    with db.unit_of_work(None, ann.actor), pytest.raises(EmailTaken):
        add_person(ann.tenant, NewPerson(name="Zoe", email=zoe.email))


@pytest.mark.parametrize("name", ["ben", "cleo"])
def test_clerks_and_viewers_manage_nobody(world: World, name: str) -> None:
    who = world.people[name]
    for verb in (lambda: _added(who, "Dan"), lambda: _role(who, who.actor.id or 0, "owner"), lambda: _removed(who, 1), lambda: _roles(who)):
        with pytest.raises(Forbidden):
            verb()


def test_managers_neither_make_nor_unmake_owners(world: World, ann: Member) -> None:
    max_ = _added(ann, "Max", "manager")
    manager = member(max_.id, "Max", "manager", ann.tenant)
    with pytest.raises(OwnersOnly):
        _added(manager, "Eve", "owner")
    with pytest.raises(OwnersOnly):
        _role(manager, max_.id, "owner")
    _role(ann, _added(ann, "Fay").id, "owner")
    with pytest.raises(OwnersOnly):
        _removed(manager, ann.actor.id or 0)


def test_the_last_owner_stays(world: World, ann: Member) -> None:
    with pytest.raises(LastOwner):
        _role(ann, ann.actor.id or 0, "clerk")
    with pytest.raises(LastOwner):
        _removed(ann, ann.actor.id or 0)


def test_two_owners_who_remove_each_other_at_once_leave_one(world: World, ann: Member) -> None:
    fay = _added(ann, "Fay", "owner")
    pairs = [(ann, fay.id), (member(fay.id, "Fay", "owner", ann.tenant), ann.actor.id or 0)]

    def leave(pair: tuple[Member, int]) -> str:
        with world.app.app_context():
            try:
                _role(pair[0], pair[1], "clerk")
            except LastOwner as error:
                return error.code
        return "done"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(leave, pairs)) == ["done", "last_owner"]
    with db.unit_of_work(None) as session:
        session.execute(text("UPDATE saas.membership SET role = 'owner' WHERE person_id = :id"), {"id": ann.actor.id})


def test_people_of_another_company_are_not_there(world: World, ann: Member, zoe: Member) -> None:
    with pytest.raises(NotFound):
        _role(ann, zoe.actor.id or 0, "viewer")
    with pytest.raises(NotFound):
        _removed(ann, zoe.actor.id or 0)
