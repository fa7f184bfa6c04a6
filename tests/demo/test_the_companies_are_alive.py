"""Every company has ninety days behind it, orders in every state today, and stock that adds up."""

import pytest

from saas.demo.companies import COMPANIES
from tenants.orders.models import STATES

SLUGS = [company.slug for company in COMPANIES]


@pytest.fixture(params=SLUGS)
def company(request, demo, answer):
    """One company's schema, asked in SQL."""
    schema = demo.schemas()[request.param]
    return lambda statement: demo.rows(f"SET search_path = {schema}; {statement}")


def test_orders_stand_in_every_state(company):
    found = dict(company("SELECT state, count(*) FROM orders GROUP BY 1"))
    assert set(found) == set(STATES)
    assert 1500 < sum(found.values()) < 2600 and found["delivered"] + found["closed"] > 0.8 * sum(found.values())


def test_its_stock_adds_up_and_says_so(company):
    assert company("SELECT differences, (counts ->> 'movements')::int > 2000 FROM proof") == [([], True)]


def test_stock_is_worth_something_in_lots_and_kits(company):
    ((worth, lots, kits),) = company("SELECT (SELECT count(*) FROM stock_value WHERE quantity > 0 AND average > 0 AND fifo > 0), "
                                     "(SELECT count(*) FROM balance WHERE expires_on IS NOT NULL AND on_hand > 0), (SELECT count(*) FROM kit_part)")
    assert worth > 30 and lots >= 2 and kits == 2


def test_some_goods_are_low_and_some_are_out(company):
    free = "SELECT s.reorder_point, sum(b.on_hand - b.allocated) AS free FROM sku s JOIN balance b ON b.sku_id = s.id GROUP BY s.id"
    ((out, low, fine),) = company(f"SELECT count(*) FILTER (WHERE free = 0), count(*) FILTER (WHERE free BETWEEN 1 AND reorder_point), "
                                  f"count(*) FILTER (WHERE free > reorder_point) FROM ({free}) f")
    assert out >= 1 and low >= 3 and fine > 30


def test_orders_wait_for_every_kind_of_reason(company):
    kinds = {kind for (kind,) in company("SELECT DISTINCT h.kind FROM hold h JOIN orders o ON o.id = h.order_id "
                                         "WHERE h.lifted_at IS NULL AND o.state = 'on_hold'")}
    assert kinds == {"address", "client", "comment", "duplicate", "fraud", "operator", "payment", "sku", "stock", "total"}


def test_the_past_reads_true(company):
    assert company("SELECT count(*) FROM orders WHERE placed_at > now() OR recorded_at < placed_at") == [(0,)]
    assert company("SELECT count(*) FROM shipment s JOIN orders o ON o.id = s.order_id WHERE s.shipped_at < o.placed_at") == [(0,)]
    assert company("SELECT count(*) FROM shipment WHERE delivered_at < shipped_at OR delivered_at > now()") == [(0,)]
    assert company("SELECT count(*) FROM (SELECT at, lag(at) OVER (PARTITION BY subject_kind, subject_id ORDER BY id) AS before "
                   "FROM event WHERE subject_kind = 'order') e WHERE at < before") == [(0,)]
    assert company("SELECT count(*) FROM hold WHERE lifted_at < set_at") == [(0,)]


def test_goods_come_back_and_stand_in_every_stage(company):
    found = dict(company("SELECT state, count(*) FROM returns GROUP BY 1"))
    assert {"requested", "authorised", "received", "decided", "closed"} <= set(found) and found["closed"] > 8
    assert company("SELECT count(*) FROM returns r JOIN orders o ON o.id = r.order_id WHERE r.requested_at < o.placed_at OR r.requested_at > now()") == [(0,)]
    assert company("SELECT count(*) > 5, bool_and(amount > 0) FROM refund") == [(True, True)]


def test_it_has_two_warehouses_and_parcels_from_both(company):
    assert company("SELECT count(DISTINCT warehouse_id) FROM shipment") == [(2,)]


def test_one_file_was_applied_and_one_waits_with_its_mistakes(company):
    applied, checked = company("SELECT state, refused FROM import ORDER BY id")
    assert applied == ("applied", 0) and checked[0] == "checked" and checked[1] >= 3


def test_its_past_leaves_no_work_behind(demo, answer):
    assert demo.rows("SELECT (SELECT count(*) FROM saas.outbox), (SELECT count(*) FROM saas.job WHERE state <> 'done')") == [(0, 0)]


def test_goods_are_bought_in_every_state(company):
    assert {state for (state,) in company("SELECT DISTINCT state FROM purchase_order")} == {
        "draft", "ordered", "part_received", "received", "closed", "cancelled"}
    ((late, coming, reversed_, differs),) = company(
        "SELECT (SELECT count(*) FROM purchase_order WHERE state = 'ordered' AND expected_on < now()::date - 1), (SELECT count(*) FROM notice WHERE state = 'announced'), "
        "(SELECT count(*) FROM goods_receipt WHERE reversed_at IS NOT NULL), (SELECT count(*) FROM goods_receipt_line WHERE reason <> '')")
    assert (late, coming, reversed_, differs) == (1, 1, 1, 2)
    assert company("SELECT count(*) FROM goods_receipt r JOIN purchase_order p ON p.id = r.purchase_id WHERE r.received_at < p.ordered_at") == [(0,)]
