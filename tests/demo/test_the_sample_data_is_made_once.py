"""The demo's companies are filled at the first start and kept; one that was only begun is made anew."""

import json

from saas.identity.passwords import matches
from saas.identity.sessions import digest

COMPANIES = {"acme", "sakura", "zarya", "lantian"}
COUNT = "SELECT count(*), max(id) FROM {}.orders"


def _orders(demo):
    return {slug: demo.rows(COUNT.format(schema)) for slug, schema in demo.schemas().items()}


def test_a_second_start_says_the_same_and_adds_nothing(demo, answer):
    before = _orders(demo)
    assert demo.prepare() == answer
    assert _orders(demo) == before and set(before) == COMPANIES
    assert demo.rows("SELECT count(*) FROM saas.api_token") == [(4,)]


def test_companies_of_an_earlier_version_are_brought_up_to_date(demo, answer):
    newest = "SELECT DISTINCT revision FROM saas.tenant WHERE revision IS NOT NULL"
    before = demo.rows(newest)
    demo.rows("UPDATE saas.tenant SET revision = 'earlier' WHERE slug = 'acme' RETURNING id")
    assert demo.prepare() == answer
    assert demo.rows(newest) == before


def test_a_company_that_was_only_begun_is_made_anew(demo, answer):
    before = demo.schemas()
    memory = demo.folder / "sample.json"
    memory.write_text(json.dumps(json.loads(memory.read_text()) | {"begun": ["lantian"]}))
    again = demo.prepare()
    after = demo.schemas()
    assert after.pop("lantian") != before.pop("lantian") and after == before
    assert again["password"] == answer["password"] and again["companies"]["acme"] == answer["companies"]["acme"]
    assert demo.rows(f"SELECT count(*) > 1500 FROM {demo.schemas()['lantian']}.orders") == [(True,)]
    assert demo.prepare() == again


def test_everyone_it_names_can_sign_in_with_its_password(demo, answer):
    known = dict(demo.rows("SELECT email, password_hash FROM saas.person"))
    assert {"owner", "manager", "clerk", "viewer", "operator", "broker", "billing", "root", "clerk@sakura"} <= set(answer["people"])
    assert set(answer["people"].values()) == set(known)
    assert all(matches(secret, answer["password"]) for secret in set(known.values()))


def test_people_work_where_they_belong(demo, answer):
    found = demo.rows("SELECT p.email, t.slug, m.role FROM saas.membership m JOIN saas.person p ON p.id = m.person_id "
                      "LEFT JOIN saas.tenant t ON t.id = m.tenant_id")
    assert {slug for email, slug, role in found if email == "operator@quayside.example"} == COMPANIES
    assert {(email, role) for email, slug, role in found if slug is None} == {
        ("broker@quayside.example", "broker"), ("billing@quayside.example", "account_admin"), ("root@quayside.example", "root")}
    assert ("clerk@sakura.example", "sakura", "clerk") in found and len(found) == 4 * 5 + 3


def test_its_tokens_open_their_companies(demo, answer):
    told = {slug: demo.prepare()["companies"][slug] for slug in COMPANIES}
    found = {slug: bytes(secret) for slug, secret in demo.rows(
        "SELECT t.slug, a.hash FROM saas.api_token a JOIN saas.tenant t ON t.id = a.tenant_id")}
    assert all(digest(told[slug]["token"]) == found[slug] and told[slug]["path"] == f"/t/{slug}/" for slug in COMPANIES)


def test_the_password_and_tokens_are_for_the_owners_eyes(demo, answer):
    assert (demo.folder / "sample.json").stat().st_mode & 0o077 == 0
