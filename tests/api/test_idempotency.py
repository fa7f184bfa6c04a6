"""Idempotency-Key: one key and body, one effect and one answer, on every address that writes, done or refused."""

from concurrent.futures import ThreadPoolExecutor
from time import sleep

from saas.kit import db
from saas.kit.owner import execute, owner
from tests.api.conftest import Program
from tests.cast import Member, placed, stocked
from tests.conftest import World

ORDER = {"reference": "58213", "lines": [{"sku": "MUG", "quantity": 2}]}
MANY = {"orders": [ORDER, {"reference": "58214", "lines": [{"sku": "MUG", "quantity": 1}]}]}


def test_a_refusal_is_kept(acme: Program, ann: Member) -> None:
    first = acme.post("/orders", ORDER, Idempotency_Key="k")
    assert (first.status_code, first.json["code"]) == (422, "unknown_sku")
    stocked(ann, MUG=9)
    again = acme.post("/orders", ORDER, Idempotency_Key="k")
    assert (again.status_code, again.data, again.content_type) == (422, first.data, "application/problem+json")
    assert again.headers["Idempotent-Replayed"] == "true"
    assert acme.post("/orders", ORDER, Idempotency_Key="other").status_code == 201


def test_nothing_of_what_was_refused_stays(acme: Program, ann: Member) -> None:
    stocked(ann, MUG=9)
    acme.post("/orders", {**ORDER, "lines": [*ORDER["lines"], {"sku": "NONE", "quantity": 1}]}, Idempotency_Key="k")
    with ann.at_work(read_only=True):
        assert db.rows("SELECT count(*) AS n FROM orders")[0].n == 0


def test_a_version_read_too_early_is_no_answer_for_good(acme: Program, ann: Member) -> None:
    stocked(ann, MUG=9)
    number = placed(ann, "A-1", MUG=1).number
    assert acme.post(f"/orders/{number}/cancel", {}, If_Match='"9"', Idempotency_Key="k").status_code == 412
    assert acme.post(f"/orders/{number}/cancel", {}, If_Match='"1"', Idempotency_Key="k").status_code == 200


def test_a_replay_has_the_etag_of_the_first_answer(acme: Program, ann: Member) -> None:
    stocked(ann, MUG=9)
    number = placed(ann, "A-1", MUG=1).number
    first, again = (acme.post(f"/orders/{number}/hold", {"reason": "gift"}, If_Match='"1"', Idempotency_Key="k") for _n in range(2))
    assert first.headers["ETag"] == again.headers["ETag"] == '"2"' and first.data == again.data
    assert "Idempotent-Replayed" not in first.headers and again.headers["Idempotent-Replayed"] == "true"


def test_a_change_takes_a_key_too(acme: Program, ann: Member) -> None:
    stocked(ann, MUG=9)
    number = placed(ann, "A-1", MUG=1).number
    body = {"shipping_method": "express"}
    first, again = (acme.send("PATCH", f"/orders/{number}", body, Idempotency_Key="k") for _n in range(2))
    assert (first.status_code, first.json["version"], again.data, again.headers["Idempotent-Replayed"]) == (200, 2, first.data, "true")
    other = acme.send("PATCH", f"/orders/{number}", {"shipping_method": "post"}, Idempotency_Key="k")
    assert (other.status_code, other.json["code"]) == (422, "idempotency_key_reused")


def test_so_does_what_replaces_and_removes(acme: Program, ann: Member) -> None:
    stocked(ann, MUG=9)
    first, again = (acme.send("PUT", "/products/MUG/reorder", {"quantity": 7}, Idempotency_Key="k") for _n in range(2))
    assert first.status_code == 200 and again.headers["Idempotent-Replayed"] == "true"
    view = acme.post("/views", {"list": "orders", "name": "Mugs", "query": {"sku": "MUG"}}).json["id"]
    gone, again = (acme.send("DELETE", f"/views/{view}", Idempotency_Key="k") for _n in range(2))
    assert (gone.status_code, again.status_code, again.data) == (200, 200, gone.data)


def test_a_long_call_that_is_being_answered_is_not_begun_again(world: World, acme: Program, ann: Member) -> None:
    stocked(ann, MUG=9)
    with ThreadPoolExecutor(1) as pool:
        with owner(world.url) as conn:
            execute(conn, f"SELECT id FROM {ann.tenant.schema}.balance FOR UPDATE")
            first = pool.submit(acme.post, "/orders/bulk", MANY, Idempotency_Key="k")
            while not execute(conn, f"SELECT count(*) FROM {ann.tenant.schema}.idempotency")[0][0]:
                sleep(0.01)
            meanwhile = acme.post("/orders/bulk", MANY, Idempotency_Key="k")
            other = acme.post("/orders/bulk", {"orders": [ORDER]}, Idempotency_Key="k")
            conn.rollback()
        answer = first.result()
    assert (meanwhile.status_code, meanwhile.json["code"], meanwhile.headers["Retry-After"]) == (409, "idempotency_key_in_use", "5")
    assert (other.status_code, other.json["code"]) == (422, "idempotency_key_reused")
    assert answer.status_code == 207 and [one["status"] for one in answer.json["data"]] == ["done", "done"]
    assert acme.post("/orders/bulk", MANY, Idempotency_Key="k").data == answer.data


def test_one_that_was_stopped_in_the_middle_is_taken_up(acme: Program, ann: Member) -> None:
    stocked(ann, MUG=9)
    acme.post("/orders/bulk", MANY, Idempotency_Key="k")
    with ann.at_work():
        db.run("UPDATE idempotency SET status = 0, body = '', at = now() - interval '6 minutes'")
    answer = acme.post("/orders/bulk", MANY, Idempotency_Key="k")
    assert [one["status"] for one in answer.json["data"]] == ["again", "again"]
    assert acme.post("/orders/bulk", MANY, Idempotency_Key="k").data == answer.data
