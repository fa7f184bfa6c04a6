"""Views and acts on whole lists through the API."""

from collections.abc import Callable

from tests.api.conftest import Program
from tests.cast import Member
from tests.conftest import World
from tests.tenants.lists.acting import many_orders, worked_off


def test_views_of_everyone(acme: Program, program: Callable[..., Program], ann: Member) -> None:
    made = acme.post("/views", {"list": "orders", "name": "Held", "query": {"view": "person"}})
    assert made.status_code == 201 and acme.get("/views?list=orders").json["data"] == [made.json]
    assert acme.post("/views", {"list": "orders", "name": "Held"}).json["code"] == "name_taken"
    assert acme.post("/views", {"list": "stars", "name": "Held"}).status_code == 404
    assert program(ann, "lists:keep").post("/views", {"list": "orders", "name": "Mine"}).status_code == 403
    assert acme.send("DELETE", f"/views/{made.json['id']}").json == {"list": "orders"}
    assert acme.send("DELETE", f"/views/{made.json['id']}").status_code == 404 and acme.get("/views").status_code == 422


def test_an_act_on_all_that_match(acme: Program, world: World, ann: Member) -> None:
    many_orders(ann, 3)
    what = {"list": "orders", "act": "hold", "query": {"view": "open"}, "parameters": {"reason": "recount"}}
    seen = acme.post("/runs/preview", what).json
    assert (seen["total"], seen["done"], seen["refused"], seen["reasons"]) == (3, 3, 0, [])
    assert acme.post("/runs", {**what, "expected": 2}).json["code"] == "list_changed"
    run = acme.post("/runs", {**what, "expected": 3, "key": "k"})
    assert run.status_code == 201 and acme.post("/runs", {**what, "expected": 3, "key": "k"}).status_code == 200
    worked_off(world)
    here = f"/runs/{run.json['id']}"
    assert (acme.get(here).json["state"], acme.get(here).json["done"]) == ("done", 3)
    assert {item["status"] for item in acme.get(f"{here}/outcomes").json["data"]} == {"done"}
    assert acme.get(f"{here}/outcomes?status=refused").json["data"] == [] and acme.post(f"{here}/cancel", {}).json["code"] == "run_over"
    assert acme.get("/runs").json["data"][0]["id"] == run.json["id"] and acme.get("/runs/999").json["code"] == "unknown_run"
