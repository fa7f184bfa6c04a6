"""Returns through the API: asked for, authorised, received, decided, refunded, exchanged and closed, with ETags and keys."""

from collections.abc import Callable

from tests.api.conftest import Program
from tests.cast import Member
from tests.tenants.returns.returning import authorised, proved, shipped


def test_a_return_goes_its_whole_way(acme: Program, ann: Member) -> None:
    order = shipped(ann, MUG=3)
    made = acme.post("/returns", {"order": order, "lines": [{"line": 1, "quantity": 2}], "reason": "faulty", "key": "shop-1"})
    assert made.status_code == 201 and made.json["state"] == "requested" and made.json["lines"][0]["requested"] == 2
    again = acme.post("/returns", {"order": order, "lines": [{"line": 1, "quantity": 2}], "key": "shop-1"})
    at = f"/returns/{made.json['number']}"
    assert (again.status_code, again.json["number"]) == (200, made.json["number"])
    assert acme.post(f"{at}/authorise", {}).json["state"] == "authorised"
    units = [{"sku": "MUG", "condition": "as_new", "goes_to": "stock"}, {"line": 1, "condition": "faulty"}]
    received = acme.post(f"{at}/receive", {"units": units}).json
    assert received["state"] == "received" and [u["goes_to"] for u in received["units"]] == ["stock", "quarantine"]
    first, second = (u["unit"] for u in received["units"])
    decided = acme.post(f"{at}/decide", {"units": [{"unit": first}, {"unit": second, "decision": "rejected", "goes_to": "customer"}]}).json
    assert (decided["state"], decided["suggested_refund"], decided["refundable"]) == ("decided", "10.00", "30.00")
    paid = acme.post(f"{at}/refunds", {"method": "card"})
    assert (paid.status_code, paid.json["refunded"], paid.json["suggested_refund"]) == (201, "10.00", "0.00")
    closed = acme.post(f"{at}/close", {})
    assert closed.json["state"] == "closed" and acme.get(at).json == closed.json
    proved(ann)


def test_an_exchange_and_a_refusal(acme: Program, ann: Member) -> None:
    order = shipped(ann, MUG=3)
    number = authorised(ann, order)
    sent = acme.post(f"/returns/{number}/exchange", {"difference": "2.50"})
    assert sent.status_code == 201 and acme.get(f"/orders/{sent.json['exchange']}").json["total"] == "2.50"
    assert acme.post(f"/returns/{number}/exchange", {"difference": "2.50"}).status_code == 200
    assert acme.post(f"/returns/{number}/cancel", {}).json["code"] == "goods_arrived"
    declined = shipped(ann, "A-2", MUG=1)
    asked = acme.post("/returns", {"order": declined}).json["number"]
    assert acme.post(f"/returns/{asked}/decline", {"reason": "too late"}).json["state"] == "declined"


def test_a_stale_version_is_refused(acme: Program, ann: Member) -> None:
    number = acme.post("/returns", {"order": shipped(ann, MUG=3)}).json["number"]
    tag = acme.get(f"/returns/{number}").headers["ETag"]
    assert acme.post(f"/returns/{number}/authorise", {}, If_Match=tag).status_code == 200
    stale = acme.post(f"/returns/{number}/cancel", {}, If_Match=tag)
    assert (stale.status_code, stale.json["code"]) == (412, "stale")


def test_the_same_key_gets_the_same_answer(acme: Program, ann: Member) -> None:
    number = authorised(ann, shipped(ann, MUG=3))
    body = {"units": [{"line": 1}]}
    first, replay = (acme.post(f"/returns/{number}/receive", body, Idempotency_Key="k") for _n in range(2))
    assert first.json == replay.json and replay.headers["Idempotent-Replayed"] == "true" and first.json["lines"][0]["received"] == 1
    assert acme.post(f"/returns/{number}/receive", {"units": [{"line": 1, "quantity": 2}]}, Idempotency_Key="k").status_code == 422


def test_the_list_pages_and_filters(acme: Program, ann: Member) -> None:
    order = shipped(ann, MUG=5)
    numbers = [acme.post("/returns", {"order": order, "lines": [{"line": 1, "quantity": 1}], "reason": reason}).json["number"]
               for reason in ("faulty", "late", "late")]
    page = acme.get("/returns?limit=2").json
    assert [r["number"] for r in page["data"]] == numbers[:0:-1] and page["data"][0]["customer"] == ""
    assert [r["number"] for r in acme.get(f"/returns?limit=2&after={page['next']}").json["data"]] == numbers[:1]
    assert [r["number"] for r in acme.get("/returns?reason=late&view=authorise").json["data"]] == numbers[:0:-1]
    for q, found in (("MUG", 3), (str(order), 3), (str(numbers[0]), 1), ("A-1", 3), ("nobody", 0), ("x", 0)):
        assert len(acme.get(f"/returns?q={q}").json["data"]) == found, q
    assert acme.get("/returns?state=odd").status_code == 422 and acme.get("/returns?after=rubbish").status_code == 400


def test_what_is_wrong_is_named_on_its_field(acme: Program, ann: Member) -> None:
    order = shipped(ann, MUG=2)
    number = authorised(ann, order)
    for path, body, status, pointer, code in (
            ("/returns", {"order": order, "lines": [{"line": 1, "quantity": 1}]}, 409, "/lines/0/quantity", "more_than_shipped"),
            ("/returns", {"order": 7}, 404, "/order", "unknown_order"),
            (f"/returns/{number}/receive", {"units": [{}]}, 422, "/units/0/sku", "missing"),
            (f"/returns/{number}/receive", {"units": [{"line": 1, "condition": "eaten"}]}, 422, "/units/0/condition", "not_a_choice"),
            (f"/returns/{number}/refunds", {"amount": "20.01"}, 409, "/amount", "more_than_paid"),
            (f"/returns/{number}/decide", {"units": [{"unit": 1}]}, 422, "/units/0/unit", "unknown_unit")):
        answer = acme.post(path, body)
        assert (answer.status_code, answer.json["code"]) in ((status, code), (422, "invalid")), (path, answer.json)
        assert [(e["pointer"], e["code"]) for e in answer.json["errors"]] == [(pointer, code)]
    assert acme.get("/returns/1").status_code == 404 and acme.get(f"/returns/{1 << 70}").status_code == 404


def test_scopes_and_companies_are_kept_apart(program: Callable[..., Program], ann: Member, zoe: Member) -> None:
    theirs = authorised(zoe, shipped(zoe, "Z-1", MUG=1))
    assert program(ann).get(f"/returns/{theirs}").status_code == 404
    assert program(ann, "returns:read").post(f"/returns/{theirs}/close", {}).status_code == 403


def test_a_list_gives_the_fields_asked_for_and_finds_by_order_and_day(acme: Program, ann: Member) -> None:
    first, second = (authorised(ann, shipped(ann, f"A-{n}", MUG=1), wants=wants) for n, wants in enumerate(("refund", "exchange")))
    order = acme.get(f"/returns/{second}").json["order"]
    for query, numbers in ((f"order={order}", [second]), ("order=7", []), ("wants=exchange", [second]), ("requested_from=2020-01-01", [second, first]),
                           ("requested_to=2020-01-01", []), ("view=coming&wants=refund", [first])):
        assert acme.get(f"/returns?fields=number&{query}").json["data"] == [{"number": number} for number in numbers], query
    assert acme.get(f"/returns/{first}?fields=state,refundable").json == {"state": "authorised", "refundable": "10.00"}
    for wrong in ("fields=secret", "requested_from=soon", "order=x", "colour=red"):
        assert acme.get(f"/returns?{wrong}").status_code == 422, wrong


def test_many_are_worked_at_once_with_an_outcome_each(acme: Program, ann: Member) -> None:
    orders = [shipped(ann, f"A-{n}", MUG=2) for n in range(2)]
    asked = acme.post("/returns/bulk", {"returns": [{"order": orders[0]}, {"order": 7}, {"order": orders[1], "reason": "late"}, {"order": "x"}]})
    assert asked.status_code == 207
    assert [(one["status"], (one.get("error") or {}).get("code")) for one in asked.json["data"]] == [
        ("done", None), ("refused", "unknown_order"), ("done", None), ("refused", "invalid")]
    numbers = [one["return"]["number"] for one in asked.json["data"] if one["status"] == "done"]
    wanted = {"returns": [{"number": number} for number in (*numbers, 7)]}
    for act, shown in (("authorise", {"awaited": 2}), ("receive", {"awaited": 0, "pieces": 2}), ("decide", {"accepted": 2, "rejected": 0})):
        first, _second, unknown = acme.post(f"/returns/{act}/bulk", wanted).json["data"]
        assert first == {"status": "done", "return": {"number": numbers[0], **shown}} and unknown["error"]["code"] == "unknown_return"
        assert [one["status"] for one in acme.post(f"/returns/{act}/bulk", wanted).json["data"]] == ["again", "again", "refused"]
    paid = acme.post("/returns/refunds/bulk", {"returns": [{"number": number} for number in numbers]}).json["data"]
    assert [one["refund"]["amount"] for one in paid] == ["20.00", "20.00"] and paid[0]["refund"]["refundable"] == "0.00"
    proved(ann)


def test_what_is_left_out_is_all_of_it(acme: Program, ann: Member) -> None:
    number = authorised(ann, shipped(ann, MUG=2, CUP=1))
    assert acme.post(f"/returns/{number}/decide", {}).json["code"] == "nothing_arrived"
    assert acme.post(f"/returns/{number}/receive", {"units": [{"sku": "CUP", "condition": "faulty"}]}).status_code == 200
    assert acme.post(f"/returns/{number}/receive", {}).json["state"] == "received"
    whole = acme.post(f"/returns/{number}/decide", {}).json
    assert [(u["sku"], u["decision"], u["goes_to"]) for u in whole["units"]] == [("CUP", "accepted", "damaged"), ("MUG", "accepted", "stock")]
    assert [(line["sku"], line["worth"], line["tax"]) for line in whole["lines"]] == [("MUG", "20.00", "0.00"), ("CUP", "10.00", "0.00")]
    proved(ann)
