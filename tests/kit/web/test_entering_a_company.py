"""Who may into which company is settled anew by every request, and by nothing the request claims."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from saas.kit.owner import execute, owner
from tests.browser import Browser, signed_in, text_of
from tests.cast import Member
from tests.conftest import World

PAGE = "/settings/company"


@contextmanager
def _for_a_while(world: World, change: str, back: str) -> Iterator[None]:
    with owner(world.url) as conn:
        execute(conn, change)
    try:
        yield
    finally:
        with owner(world.url) as conn:
            execute(conn, back)


def test_a_stranger_is_sent_to_sign_in_and_comes_back(world: World) -> None:
    answer = Browser(world.app).get("/t/acme/settings/company?x=1&y=%C3%A4")
    assert answer.status_code == 302
    assert answer.location == "/sign-in?next=/t/acme/settings/company%3Fx%3D1%26y%3D%25C3%25A4"


def test_a_strangers_program_and_form_are_told_so(world: World) -> None:
    asked = Browser(world.app).get("/t/acme/settings", headers={"Accept": "application/json"})
    assert (asked.status_code, asked.json["code"]) == (401, "unauthorized")
    assert Browser(world.app).post("/t/acme/settings").status_code == 401


def test_a_member_enters(world: World, ann: Member) -> None:
    answer = signed_in(world.app, ann.email).get(f"/t/acme{PAGE}")
    assert answer.status_code == 200 and "Acme Trail Goods" in answer.text


def test_anothers_company_looks_like_none_at_all(world: World, zoe: Member) -> None:
    browser = signed_in(world.app, zoe.email)
    foreign, missing = browser.get(f"/t/acme{PAGE}"), browser.get(f"/t/nowhere{PAGE}")
    assert foreign.status_code == missing.status_code == 404
    assert text_of(foreign) == text_of(missing)


@pytest.mark.parametrize("header", ["X-Tenant", "X-Tenant-Id", "X-Company", "X-Forwarded-Host", "X-Original-URL"])
def test_what_headers_claim_is_ignored(world: World, zoe: Member, header: str) -> None:
    answer = signed_in(world.app, zoe.email).get(f"/t/bolt{PAGE}", headers={header: "acme"})
    assert answer.status_code == 200 and "Acme" not in answer.text


def test_someone_who_lost_the_membership_is_out_at_once(world: World, ben: Member) -> None:
    browser = signed_in(world.app, ben.email)
    assert browser.get(f"/t/acme{PAGE}").status_code == 200
    with _for_a_while(world, f"DELETE FROM saas.membership WHERE person_id = {ben.actor.id}",
                      f"INSERT INTO saas.membership (person_id, tenant_id, role) VALUES ({ben.actor.id}, {ben.tenant.id}, 'viewer')"):
        assert browser.get(f"/t/acme{PAGE}").status_code == 404


def test_a_disabled_person_is_out_at_once(world: World, ben: Member) -> None:
    browser = signed_in(world.app, ben.email)
    with _for_a_while(world, f"UPDATE saas.person SET disabled_at = now() WHERE id = {ben.actor.id}",
                      f"UPDATE saas.person SET disabled_at = NULL WHERE id = {ben.actor.id}"):
        assert browser.get(f"/t/acme{PAGE}").status_code == 302
        assert Browser(world.app).sign_in(ben.email).status_code == 422


def test_a_suspended_company_says_so(world: World, ann: Member) -> None:
    browser = signed_in(world.app, ann.email)
    with _for_a_while(world, f"UPDATE saas.tenant SET state = 'suspended' WHERE id = {ann.tenant.id}",
                      f"UPDATE saas.tenant SET state = 'active' WHERE id = {ann.tenant.id}"):
        answer = browser.get(f"/t/acme{PAGE}")
        assert answer.status_code == 403 and "suspended" in text_of(answer)
        home = browser.get("/")
        assert home.status_code == 200 and "Acme Trail Goods" in home.text


def test_two_companies_and_one_person(world: World, ann: Member, zoe: Member) -> None:
    browser = signed_in(world.app, ann.email)
    with _for_a_while(world, f"INSERT INTO saas.membership (person_id, tenant_id, role) VALUES ({ann.actor.id}, {zoe.tenant.id}, 'viewer')",
                      f"DELETE FROM saas.membership WHERE person_id = {ann.actor.id} AND tenant_id = {zoe.tenant.id}"):
        here, there = browser.get(f"/t/acme{PAGE}"), browser.get(f"/t/bolt{PAGE}")
        assert here.status_code == there.status_code == 200
        assert browser.get("/t/acme/settings/people").status_code == 200
        assert browser.get("/t/bolt/settings/people").status_code == 403, "a viewer there, whatever she is elsewhere"
        assert "/t/bolt/" in here.text, "the frame offers the other company"
