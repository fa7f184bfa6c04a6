ALTER TABLE warehouse ADD COLUMN region TEXT DEFAULT '' NOT NULL, ADD COLUMN version BIGINT DEFAULT '1' NOT NULL;

ALTER TABLE idempotency ADD COLUMN etag TEXT DEFAULT '' NOT NULL;

ALTER TABLE location ADD COLUMN active BOOLEAN DEFAULT 'true' NOT NULL, ADD COLUMN version BIGINT DEFAULT '1' NOT NULL;

ALTER TABLE shipment ADD COLUMN version BIGINT DEFAULT '1' NOT NULL;

ALTER TABLE sku ADD COLUMN version BIGINT DEFAULT '1' NOT NULL, ADD COLUMN reorder_quantity BIGINT, ADD COLUMN safety_stock BIGINT DEFAULT '0' NOT NULL, ADD COLUMN tracking TEXT DEFAULT 'none' NOT NULL, ADD COLUMN is_kit BOOLEAN DEFAULT 'false' NOT NULL, ADD CONSTRAINT ck_sku_reorder_quantity CHECK (reorder_quantity > 0), ADD CONSTRAINT ck_sku_safety_stock CHECK (safety_stock >= 0), ADD CONSTRAINT ck_sku_tracking CHECK (tracking IN ('none', 'lot', 'serial') AND (tracking = 'none' OR NOT is_kit));

ALTER TABLE balance ADD COLUMN warehouse_id BIGINT, ADD COLUMN serial BOOLEAN DEFAULT 'false' NOT NULL, ADD COLUMN expires_on DATE, ADD COLUMN first_in TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL;

UPDATE balance b SET warehouse_id = l.warehouse_id FROM location l WHERE l.id = b.location_id;

ALTER TABLE balance ALTER COLUMN warehouse_id SET NOT NULL, ADD CONSTRAINT fk_balance_warehouse_id FOREIGN KEY (warehouse_id) REFERENCES warehouse (id), ADD CONSTRAINT ck_balance_a_serial_is_one_piece CHECK (NOT serial OR (on_hand <= 1 AND lot IS NOT NULL));

CREATE INDEX ix_balance_expires_on ON balance (expires_on) WHERE expires_on IS NOT NULL;

CREATE UNIQUE INDEX ux_balance_a_serial_lies_in_one_place ON balance (sku_id, lot) WHERE serial AND on_hand > 0;

ALTER TABLE movement ADD COLUMN cost_average BIGINT, ADD COLUMN cost_fifo BIGINT, ADD CONSTRAINT ck_movement_cost CHECK (cost_average >= 0 AND cost_fifo >= 0 AND (cost_average IS NULL) = (cost_fifo IS NULL));

ALTER TABLE hold DROP CONSTRAINT ck_hold_kind, ADD COLUMN lift_by TEXT DEFAULT 'anyone' NOT NULL, ADD CONSTRAINT ck_hold_kind CHECK (kind IN ('address', 'payment', 'fraud', 'stock', 'comment', 'sku', 'total', 'duplicate', 'client', 'operator')), ADD CONSTRAINT ck_hold_lift_by CHECK (lift_by IN ('anyone', 'client', 'operator'));

UPDATE hold SET lift_by = owner WHERE owner = 'client' OR (owner, kind) = ('operator', 'operator');

ALTER TABLE orders DROP COLUMN state, DROP CONSTRAINT ck_orders_after_shipping;

ALTER TABLE orders
    ADD COLUMN written_off BIGINT DEFAULT '0' NOT NULL,
    ADD COLUMN refunded BIGINT DEFAULT '0' NOT NULL,
    ADD COLUMN drafted BOOLEAN DEFAULT 'false' NOT NULL,
    ADD COLUMN closed_at TIMESTAMP WITH TIME ZONE,
    ADD COLUMN paid BOOLEAN,
    ADD COLUMN prices_include_tax BOOLEAN DEFAULT 'true' NOT NULL,
    ADD COLUMN tax_stated BOOLEAN DEFAULT 'false' NOT NULL,
    ADD COLUMN stated_total BIGINT,
    ADD COLUMN fingerprint TEXT DEFAULT '' NOT NULL,
    ADD COLUMN customer_key TEXT DEFAULT '' NOT NULL,
    ADD COLUMN merged_into BIGINT,
    ADD CONSTRAINT fk_orders_merged_into FOREIGN KEY (merged_into) REFERENCES orders (id),
    ADD CONSTRAINT ck_orders_after_shipping CHECK (delivered >= 0 AND written_off >= 0 AND delivered + written_off <= shipped AND returned BETWEEN 0 AND shipped),
    ADD CONSTRAINT ck_orders_a_draft_holds_nothing CHECK (NOT drafted OR (allocated = 0 AND shipped = 0)),
    ADD CONSTRAINT ck_orders_closed_when_all_has_left CHECK (closed_at IS NULL OR shipped + cancelled = ordered),
    ADD CONSTRAINT ck_orders_never_refund_more_than_was_sold CHECK (refunded BETWEEN 0 AND total);

ALTER TABLE orders ADD COLUMN state TEXT GENERATED ALWAYS AS (CASE
 WHEN cancelled = ordered THEN 'cancelled'
 WHEN drafted THEN 'draft'
 WHEN closed_at IS NOT NULL THEN 'closed'
 WHEN delivered > 0 AND delivered + written_off + cancelled = ordered THEN 'delivered'
 WHEN shipped + cancelled = ordered THEN 'shipped'
 WHEN open_holds > 0 THEN 'on_hold'
 WHEN shipped > 0 THEN 'part_shipped'
 WHEN picked > 0 THEN 'picking'
 WHEN allocated + shipped + cancelled = ordered THEN 'ready'
 ELSE 'waiting' END) STORED NOT NULL;

UPDATE orders SET prices_include_tax = false WHERE tax > 0;

DROP INDEX ix_orders_reference;

ALTER TABLE allocation DROP CONSTRAINT fk_allocation_balance_id;

ALTER TABLE order_search DROP CONSTRAINT fk_order_search_order_id;

CREATE INDEX ix_orders_state_placed ON orders (state, placed_at DESC, id DESC);

CREATE INDEX ix_orders_customer ON orders (customer_key, placed_at DESC, id DESC) WHERE customer_key <> '';

CREATE TABLE bulk_run (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    list TEXT NOT NULL,
    act TEXT NOT NULL,
    query JSONB NOT NULL,
    parameters JSONB DEFAULT '{}' NOT NULL,
    state TEXT DEFAULT 'running' NOT NULL,
    total BIGINT DEFAULT '0' NOT NULL,
    done BIGINT DEFAULT '0' NOT NULL,
    again BIGINT DEFAULT '0' NOT NULL,
    refused BIGINT DEFAULT '0' NOT NULL,
    runner TEXT DEFAULT '' NOT NULL,
    key TEXT,
    fingerprint TEXT DEFAULT '' NOT NULL,
    created_by JSONB NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    finished_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_bulk_run PRIMARY KEY (id),
    CONSTRAINT uq_bulk_run_key UNIQUE (key),
    CONSTRAINT ck_bulk_run_state CHECK (state IN ('running', 'done', 'cancelled', 'failed'))
);

CREATE INDEX ix_bulk_run_finished_at ON bulk_run (finished_at, id) WHERE finished_at IS NOT NULL;

CREATE TABLE customer (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    key TEXT NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    email TEXT DEFAULT '' NOT NULL,
    phone TEXT DEFAULT '' NOT NULL,
    address JSONB DEFAULT '{}' NOT NULL,
    note TEXT DEFAULT '' NOT NULL,
    orders BIGINT DEFAULT '0' NOT NULL,
    last_order_at TIMESTAMP WITH TIME ZONE,
    edited_at TIMESTAMP WITH TIME ZONE,
    grams TEXT[] DEFAULT '{}' NOT NULL,
    version BIGINT DEFAULT '1' NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_customer PRIMARY KEY (id),
    CONSTRAINT uq_customer_key UNIQUE (key)
);

CREATE INDEX ix_customer_grams ON customer USING gin (grams);

CREATE INDEX ix_customer_name_id ON customer (name, id);

CREATE TABLE policy (
    id BIGINT DEFAULT '1' NOT NULL,
    version BIGINT DEFAULT '1' NOT NULL,
    strategy TEXT DEFAULT 'priority' NOT NULL,
    max_parcels BIGINT,
    min_split BIGINT DEFAULT '0' NOT NULL,
    buffers JSONB DEFAULT '{}' NOT NULL,
    removal TEXT DEFAULT 'fefo' NOT NULL,
    costing TEXT DEFAULT 'average' NOT NULL,
    close_after_days BIGINT,
    CONSTRAINT pk_policy PRIMARY KEY (id),
    CONSTRAINT ck_policy_one_row CHECK (id = 1),
    CONSTRAINT ck_policy_strategy CHECK (strategy IN ('priority', 'fewest', 'nearest', 'most')),
    CONSTRAINT ck_policy_removal CHECK (removal IN ('fefo', 'fifo')),
    CONSTRAINT ck_policy_costing CHECK (costing IN ('average', 'fifo')),
    CONSTRAINT ck_policy_limits CHECK (max_parcels >= 1 AND min_split >= 0 AND close_after_days >= 0)
);

CREATE TABLE saved_view (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    list TEXT NOT NULL,
    name TEXT NOT NULL,
    query JSONB NOT NULL,
    person_id BIGINT,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_saved_view PRIMARY KEY (id),
    CONSTRAINT uq_saved_view_list_person_id_name UNIQUE NULLS NOT DISTINCT (list, person_id, name)
);

CREATE TABLE supplier (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    email TEXT DEFAULT '' NOT NULL,
    phone TEXT DEFAULT '' NOT NULL,
    country TEXT DEFAULT '' NOT NULL,
    lead_days BIGINT,
    over_percent BIGINT,
    note TEXT DEFAULT '' NOT NULL,
    active BOOLEAN DEFAULT 'true' NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    version BIGINT DEFAULT '1' NOT NULL,
    CONSTRAINT pk_supplier PRIMARY KEY (id),
    CONSTRAINT ck_supplier_lead_days CHECK (lead_days >= 0),
    CONSTRAINT ck_supplier_over_percent CHECK (over_percent >= 0),
    CONSTRAINT uq_supplier_code UNIQUE (code)
);

CREATE TABLE bulk_item (
    run_id BIGINT NOT NULL,
    place BIGINT NOT NULL,
    subject TEXT NOT NULL,
    status TEXT DEFAULT 'waiting' NOT NULL,
    code TEXT DEFAULT '' NOT NULL,
    data JSONB DEFAULT '{}' NOT NULL,
    CONSTRAINT pk_bulk_item PRIMARY KEY (run_id, place),
    CONSTRAINT ck_bulk_item_status CHECK (status IN ('waiting', 'done', 'again', 'refused')),
    CONSTRAINT fk_bulk_item_run_id FOREIGN KEY(run_id) REFERENCES bulk_run (id)
);

CREATE INDEX ix_bulk_item_refused ON bulk_item (run_id, place) WHERE status = 'refused';

CREATE TABLE order_link (
    order_id BIGINT NOT NULL,
    other_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_order_link PRIMARY KEY (order_id, other_id, kind),
    CONSTRAINT ck_order_link_two CHECK (order_id <> other_id),
    CONSTRAINT ck_order_link_kind CHECK (kind IN ('split', 'merged', 'exchange')),
    CONSTRAINT fk_order_link_order_id FOREIGN KEY(order_id) REFERENCES orders (id),
    CONSTRAINT fk_order_link_other_id FOREIGN KEY(other_id) REFERENCES orders (id)
);

CREATE INDEX ix_order_link_other_id ON order_link (other_id);

CREATE TABLE purchase_order (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    number BIGINT GENERATED ALWAYS AS IDENTITY (START WITH 70001),
    supplier_id BIGINT NOT NULL,
    warehouse_id BIGINT NOT NULL,
    reference TEXT DEFAULT '' NOT NULL,
    currency TEXT NOT NULL,
    rate TEXT DEFAULT '1' NOT NULL,
    total BIGINT NOT NULL,
    ordered BIGINT NOT NULL,
    received BIGINT DEFAULT '0' NOT NULL,
    open_pieces BIGINT NOT NULL,
    expected_on DATE,
    ordered_at TIMESTAMP WITH TIME ZONE,
    closed_at TIMESTAMP WITH TIME ZONE,
    cancelled_at TIMESTAMP WITH TIME ZONE,
    state TEXT GENERATED ALWAYS AS (CASE
 WHEN cancelled_at IS NOT NULL THEN 'cancelled'
 WHEN closed_at IS NOT NULL THEN 'closed'
 WHEN ordered_at IS NULL THEN 'draft'
 WHEN open_pieces = 0 THEN 'received'
 WHEN received > 0 THEN 'part_received'
 ELSE 'ordered' END) STORED NOT NULL,
    note TEXT DEFAULT '' NOT NULL,
    key TEXT,
    fingerprint TEXT DEFAULT '' NOT NULL,
    created_by JSONB NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    version BIGINT DEFAULT '1' NOT NULL,
    CONSTRAINT pk_purchase_order PRIMARY KEY (id),
    CONSTRAINT ck_purchase_order_counts CHECK (total >= 0 AND ordered > 0 AND received >= 0 AND open_pieces BETWEEN 0 AND ordered),
    CONSTRAINT ck_purchase_order_what_arrived_is_not_cancelled CHECK (cancelled_at IS NULL OR received = 0),
    CONSTRAINT uq_purchase_order_number UNIQUE (number),
    CONSTRAINT fk_purchase_order_supplier_id FOREIGN KEY(supplier_id) REFERENCES supplier (id),
    CONSTRAINT fk_purchase_order_warehouse_id FOREIGN KEY(warehouse_id) REFERENCES warehouse (id),
    CONSTRAINT uq_purchase_order_key UNIQUE (key)
);

CREATE INDEX ix_purchase_order_state_id ON purchase_order (state, id);

CREATE INDEX ix_purchase_order_supplier_id ON purchase_order (supplier_id);

CREATE TABLE returns (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    number BIGINT GENERATED ALWAYS AS IDENTITY (START WITH 30001),
    order_id BIGINT NOT NULL,
    reason TEXT NOT NULL,
    note TEXT DEFAULT '' NOT NULL,
    wants TEXT DEFAULT 'refund' NOT NULL,
    requested BIGINT NOT NULL,
    authorised BIGINT DEFAULT '0' NOT NULL,
    received BIGINT DEFAULT '0' NOT NULL,
    accepted BIGINT DEFAULT '0' NOT NULL,
    rejected BIGINT DEFAULT '0' NOT NULL,
    refunded BIGINT DEFAULT '0' NOT NULL,
    authorised_at TIMESTAMP WITH TIME ZONE,
    declined_at TIMESTAMP WITH TIME ZONE,
    cancelled_at TIMESTAMP WITH TIME ZONE,
    closed_at TIMESTAMP WITH TIME ZONE,
    exchange_order_id BIGINT,
    state TEXT GENERATED ALWAYS AS (CASE
 WHEN cancelled_at IS NOT NULL THEN 'cancelled'
 WHEN declined_at IS NOT NULL THEN 'declined'
 WHEN closed_at IS NOT NULL THEN 'closed'
 WHEN received > 0 AND accepted + rejected = received AND received = authorised THEN 'decided'
 WHEN received > 0 AND received = authorised THEN 'received'
 WHEN received > 0 THEN 'part_received'
 WHEN authorised_at IS NOT NULL THEN 'authorised'
 ELSE 'requested' END) STORED NOT NULL,
    key TEXT,
    requested_by JSONB NOT NULL,
    requested_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    version BIGINT DEFAULT '1' NOT NULL,
    CONSTRAINT pk_returns PRIMARY KEY (id),
    CONSTRAINT ck_returns_reason CHECK (reason IN ('unwanted', 'damaged', 'faulty', 'wrong_item', 'not_as_described', 'late', 'other')),
    CONSTRAINT ck_returns_wants CHECK (wants IN ('refund', 'exchange', 'nothing')),
    CONSTRAINT ck_returns_pieces CHECK (requested > 0 AND authorised BETWEEN 0 AND requested AND received BETWEEN 0 AND authorised),
    CONSTRAINT ck_returns_decided CHECK (accepted >= 0 AND rejected >= 0 AND accepted + rejected <= received AND refunded >= 0),
    CONSTRAINT ck_returns_what_arrived_is_not_declined CHECK ((declined_at IS NULL AND cancelled_at IS NULL) OR received = 0),
    CONSTRAINT uq_returns_number UNIQUE (number),
    CONSTRAINT fk_returns_order_id FOREIGN KEY(order_id) REFERENCES orders (id),
    CONSTRAINT fk_returns_exchange_order_id FOREIGN KEY(exchange_order_id) REFERENCES orders (id),
    CONSTRAINT uq_returns_key UNIQUE (key)
);

CREATE INDEX ix_returns_order_id ON returns (order_id);

CREATE INDEX ix_returns_state_id ON returns (state, id);

CREATE TABLE stocktake (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    number BIGINT GENERATED ALWAYS AS IDENTITY (START WITH 60001),
    warehouse_id BIGINT NOT NULL,
    scope JSONB DEFAULT '{}' NOT NULL,
    blind BOOLEAN DEFAULT 'true' NOT NULL,
    state TEXT DEFAULT 'counting' NOT NULL,
    note TEXT DEFAULT '' NOT NULL,
    key TEXT,
    fingerprint TEXT DEFAULT '' NOT NULL,
    created_by JSONB NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    posted_at TIMESTAMP WITH TIME ZONE,
    version BIGINT DEFAULT '1' NOT NULL,
    CONSTRAINT pk_stocktake PRIMARY KEY (id),
    CONSTRAINT ck_stocktake_state CHECK (state IN ('counting', 'review', 'posted', 'cancelled')),
    CONSTRAINT ck_stocktake_posted CHECK ((state = 'posted') = (posted_at IS NOT NULL)),
    CONSTRAINT uq_stocktake_number UNIQUE (number),
    CONSTRAINT fk_stocktake_warehouse_id FOREIGN KEY(warehouse_id) REFERENCES warehouse (id),
    CONSTRAINT uq_stocktake_key UNIQUE (key)
);

CREATE INDEX ix_stocktake_state_id ON stocktake (state, id);

CREATE TABLE transfer (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    number BIGINT GENERATED ALWAYS AS IDENTITY (START WITH 50001),
    from_warehouse_id BIGINT NOT NULL,
    to_warehouse_id BIGINT NOT NULL,
    planned BIGINT NOT NULL,
    sent BIGINT DEFAULT '0' NOT NULL,
    received BIGINT DEFAULT '0' NOT NULL,
    lost BIGINT DEFAULT '0' NOT NULL,
    surplus BIGINT DEFAULT '0' NOT NULL,
    cancelled_at TIMESTAMP WITH TIME ZONE,
    state TEXT GENERATED ALWAYS AS (CASE
 WHEN cancelled_at IS NOT NULL THEN 'cancelled'
 WHEN sent = 0 THEN 'planned'
 WHEN received + lost = sent AND sent = planned THEN 'received'
 WHEN received + lost > 0 THEN 'part_received'
 ELSE 'in_transit' END) STORED NOT NULL,
    expected_on DATE,
    note TEXT DEFAULT '' NOT NULL,
    key TEXT,
    fingerprint TEXT DEFAULT '' NOT NULL,
    created_by JSONB NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    version BIGINT DEFAULT '1' NOT NULL,
    CONSTRAINT pk_transfer PRIMARY KEY (id),
    CONSTRAINT ck_transfer_two_warehouses CHECK (from_warehouse_id <> to_warehouse_id),
    CONSTRAINT ck_transfer_counts CHECK (planned > 0 AND received >= 0 AND lost >= 0 AND received + lost <= sent AND sent <= planned AND surplus >= 0),
    CONSTRAINT ck_transfer_what_left_is_not_cancelled CHECK (cancelled_at IS NULL OR sent = 0),
    CONSTRAINT uq_transfer_number UNIQUE (number),
    CONSTRAINT fk_transfer_from_warehouse_id FOREIGN KEY(from_warehouse_id) REFERENCES warehouse (id),
    CONSTRAINT fk_transfer_to_warehouse_id FOREIGN KEY(to_warehouse_id) REFERENCES warehouse (id),
    CONSTRAINT uq_transfer_key UNIQUE (key)
);

CREATE INDEX ix_transfer_state_id ON transfer (state, id);

CREATE TABLE cost_layer (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    sku_id BIGINT NOT NULL,
    movement_id BIGINT,
    quantity BIGINT NOT NULL,
    cost BIGINT NOT NULL,
    remaining BIGINT NOT NULL,
    remaining_cost BIGINT NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_cost_layer PRIMARY KEY (id),
    CONSTRAINT ck_cost_layer_pieces CHECK (quantity > 0 AND remaining BETWEEN 0 AND quantity),
    CONSTRAINT ck_cost_layer_cost CHECK (cost >= 0 AND remaining_cost BETWEEN 0 AND cost AND (remaining > 0 OR remaining_cost = 0)),
    CONSTRAINT fk_cost_layer_sku_id FOREIGN KEY(sku_id) REFERENCES sku (id),
    CONSTRAINT fk_cost_layer_movement_id FOREIGN KEY(movement_id) REFERENCES movement (id)
);

CREATE INDEX ix_cost_layer_left ON cost_layer (sku_id, id) WHERE remaining > 0;

CREATE TABLE kit_part (
    kit_id BIGINT NOT NULL,
    sku_id BIGINT NOT NULL,
    quantity BIGINT NOT NULL,
    CONSTRAINT pk_kit_part PRIMARY KEY (kit_id, sku_id),
    CONSTRAINT ck_kit_part_quantity CHECK (quantity > 0),
    CONSTRAINT ck_kit_part_not_in_itself CHECK (kit_id <> sku_id),
    CONSTRAINT fk_kit_part_kit_id FOREIGN KEY(kit_id) REFERENCES sku (id),
    CONSTRAINT fk_kit_part_sku_id FOREIGN KEY(sku_id) REFERENCES sku (id)
);

CREATE INDEX ix_kit_part_sku_id ON kit_part (sku_id);

CREATE TABLE lot (
    sku_id BIGINT NOT NULL,
    code TEXT NOT NULL,
    expires_on DATE,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    version BIGINT DEFAULT '1' NOT NULL,
    CONSTRAINT pk_lot PRIMARY KEY (sku_id, code),
    CONSTRAINT fk_lot_sku_id FOREIGN KEY(sku_id) REFERENCES sku (id)
);

CREATE INDEX ix_lot_code ON lot (code);

CREATE INDEX ix_lot_expires_on ON lot (expires_on);

CREATE TABLE notice (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    number BIGINT GENERATED ALWAYS AS IDENTITY (START WITH 75001),
    purchase_id BIGINT,
    supplier_id BIGINT NOT NULL,
    warehouse_id BIGINT NOT NULL,
    reference TEXT DEFAULT '' NOT NULL,
    carrier TEXT DEFAULT '' NOT NULL,
    tracking TEXT DEFAULT '' NOT NULL,
    expected_on DATE,
    arrived_at TIMESTAMP WITH TIME ZONE,
    cancelled_at TIMESTAMP WITH TIME ZONE,
    state TEXT GENERATED ALWAYS AS (CASE
 WHEN cancelled_at IS NOT NULL THEN 'cancelled'
 WHEN arrived_at IS NOT NULL THEN 'arrived'
 ELSE 'announced' END) STORED NOT NULL,
    key TEXT,
    fingerprint TEXT DEFAULT '' NOT NULL,
    created_by JSONB NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    version BIGINT DEFAULT '1' NOT NULL,
    CONSTRAINT pk_notice PRIMARY KEY (id),
    CONSTRAINT uq_notice_number UNIQUE (number),
    CONSTRAINT fk_notice_purchase_id FOREIGN KEY(purchase_id) REFERENCES purchase_order (id),
    CONSTRAINT fk_notice_supplier_id FOREIGN KEY(supplier_id) REFERENCES supplier (id),
    CONSTRAINT fk_notice_warehouse_id FOREIGN KEY(warehouse_id) REFERENCES warehouse (id),
    CONSTRAINT uq_notice_key UNIQUE (key)
);

CREATE INDEX ix_notice_purchase_id ON notice (purchase_id);

CREATE INDEX ix_notice_state_id ON notice (state, id);

CREATE TABLE order_kit (
    order_id BIGINT NOT NULL,
    kit_no BIGINT NOT NULL,
    sku_id BIGINT NOT NULL,
    sku_code TEXT NOT NULL,
    title TEXT NOT NULL,
    unit_price BIGINT NOT NULL,
    discount BIGINT DEFAULT '0' NOT NULL,
    tax_bp BIGINT DEFAULT '0' NOT NULL,
    total BIGINT NOT NULL,
    ordered BIGINT NOT NULL,
    cancelled BIGINT DEFAULT '0' NOT NULL,
    CONSTRAINT pk_order_kit PRIMARY KEY (order_id, kit_no),
    CONSTRAINT ck_order_kit_counts CHECK (ordered >= 0 AND cancelled BETWEEN 0 AND ordered),
    CONSTRAINT ck_order_kit_total CHECK (unit_price >= 0 AND discount >= 0 AND total = unit_price * ordered - discount AND total >= 0),
    CONSTRAINT fk_order_kit_order_id FOREIGN KEY(order_id) REFERENCES orders (id),
    CONSTRAINT fk_order_kit_sku_id FOREIGN KEY(sku_id) REFERENCES sku (id)
);

CREATE INDEX ix_order_kit_sku_id ON order_kit (sku_id, order_id);

CREATE TABLE purchase_line (
    purchase_id BIGINT NOT NULL,
    line_no BIGINT NOT NULL,
    sku_id BIGINT NOT NULL,
    unit_cost BIGINT NOT NULL,
    ordered BIGINT NOT NULL,
    received BIGINT DEFAULT '0' NOT NULL,
    damaged BIGINT DEFAULT '0' NOT NULL,
    closed BIGINT DEFAULT '0' NOT NULL,
    CONSTRAINT pk_purchase_line PRIMARY KEY (purchase_id, line_no),
    CONSTRAINT ck_purchase_line_counts CHECK (ordered > 0 AND unit_cost >= 0 AND received >= 0 AND damaged BETWEEN 0 AND received AND closed BETWEEN 0 AND ordered),
    CONSTRAINT fk_purchase_line_purchase_id FOREIGN KEY(purchase_id) REFERENCES purchase_order (id),
    CONSTRAINT fk_purchase_line_sku_id FOREIGN KEY(sku_id) REFERENCES sku (id)
);

CREATE INDEX ix_purchase_line_coming ON purchase_line (sku_id, purchase_id) WHERE received + closed < ordered;

CREATE INDEX ix_purchase_line_sku_id ON purchase_line (sku_id, purchase_id);

CREATE TABLE refund (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    order_id BIGINT NOT NULL,
    return_id BIGINT,
    amount BIGINT NOT NULL,
    method TEXT DEFAULT '' NOT NULL,
    reference TEXT DEFAULT '' NOT NULL,
    note TEXT DEFAULT '' NOT NULL,
    key TEXT NOT NULL,
    by JSONB NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_refund PRIMARY KEY (id),
    CONSTRAINT ck_refund_amount CHECK (amount > 0),
    CONSTRAINT fk_refund_order_id FOREIGN KEY(order_id) REFERENCES orders (id),
    CONSTRAINT fk_refund_return_id FOREIGN KEY(return_id) REFERENCES returns (id),
    CONSTRAINT uq_refund_key UNIQUE (key)
);

CREATE INDEX ix_refund_order_id ON refund (order_id);

CREATE INDEX ix_refund_return_id ON refund (return_id);

CREATE TABLE stock_value (
    sku_id BIGINT NOT NULL,
    quantity BIGINT DEFAULT '0' NOT NULL,
    average BIGINT DEFAULT '0' NOT NULL,
    fifo BIGINT DEFAULT '0' NOT NULL,
    unit_cost BIGINT DEFAULT '0' NOT NULL,
    CONSTRAINT pk_stock_value PRIMARY KEY (sku_id),
    CONSTRAINT ck_stock_value_amounts CHECK (quantity >= 0 AND average >= 0 AND fifo >= 0 AND unit_cost >= 0),
    CONSTRAINT ck_stock_value_nothing_costs_nothing CHECK (quantity > 0 OR (average = 0 AND fifo = 0)),
    CONSTRAINT fk_stock_value_sku_id FOREIGN KEY(sku_id) REFERENCES sku (id)
);

CREATE TABLE stocktake_line (
    stocktake_id BIGINT NOT NULL,
    line_no BIGINT NOT NULL,
    sku_id BIGINT NOT NULL,
    location_id BIGINT NOT NULL,
    lot TEXT,
    status TEXT DEFAULT 'good' NOT NULL,
    counted BIGINT,
    book BIGINT,
    first_counted BIGINT,
    counted_by JSONB,
    counted_at TIMESTAMP WITH TIME ZONE,
    recount BOOLEAN DEFAULT 'false' NOT NULL,
    decision TEXT DEFAULT '' NOT NULL,
    reason TEXT DEFAULT '' NOT NULL,
    posted BIGINT,
    open BOOLEAN DEFAULT 'true' NOT NULL,
    CONSTRAINT pk_stocktake_line PRIMARY KEY (stocktake_id, line_no),
    CONSTRAINT uq_stocktake_line_stocktake_id_sku_id_location_id_lot_status UNIQUE NULLS NOT DISTINCT (stocktake_id, sku_id, location_id, lot, status),
    CONSTRAINT ck_stocktake_line_counts CHECK (counted >= 0 AND first_counted >= 0 AND book >= 0),
    CONSTRAINT ck_stocktake_line_counted CHECK ((counted IS NULL) = (book IS NULL) AND (counted IS NULL) = (counted_at IS NULL)),
    CONSTRAINT ck_stocktake_line_decision CHECK (decision IN ('', 'accept', 'keep')),
    CONSTRAINT ck_stocktake_line_posted CHECK (posted = counted - book AND (posted IS NULL OR decision = 'accept')),
    CONSTRAINT fk_stocktake_line_stocktake_id FOREIGN KEY(stocktake_id) REFERENCES stocktake (id),
    CONSTRAINT fk_stocktake_line_sku_id FOREIGN KEY(sku_id) REFERENCES sku (id),
    CONSTRAINT fk_stocktake_line_location_id FOREIGN KEY(location_id) REFERENCES location (id)
);

CREATE UNIQUE INDEX ux_stocktake_line_counted_by_one_at_a_time ON stocktake_line (sku_id, location_id, lot, status) NULLS NOT DISTINCT WHERE open;

CREATE TABLE stocktake_count (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    stocktake_id BIGINT NOT NULL,
    line_no BIGINT NOT NULL,
    quantity BIGINT NOT NULL,
    counted BIGINT NOT NULL,
    book BIGINT NOT NULL,
    actor JSONB NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    key TEXT,
    CONSTRAINT pk_stocktake_count PRIMARY KEY (id),
    CONSTRAINT uq_stocktake_count_stocktake_id_key UNIQUE (stocktake_id, key),
    CONSTRAINT ck_stocktake_count_counts CHECK (quantity >= 0 AND counted >= quantity AND book >= 0),
    CONSTRAINT fk_stocktake_count_stocktake_id_line_no FOREIGN KEY(stocktake_id, line_no) REFERENCES stocktake_line (stocktake_id, line_no)
);

CREATE INDEX ix_stocktake_count_stocktake_id_id ON stocktake_count (stocktake_id, id);

CREATE TABLE transfer_line (
    transfer_id BIGINT NOT NULL,
    line_no BIGINT NOT NULL,
    sku_id BIGINT NOT NULL,
    lot TEXT,
    planned BIGINT NOT NULL,
    sent BIGINT DEFAULT '0' NOT NULL,
    received BIGINT DEFAULT '0' NOT NULL,
    lost BIGINT DEFAULT '0' NOT NULL,
    surplus BIGINT DEFAULT '0' NOT NULL,
    CONSTRAINT pk_transfer_line PRIMARY KEY (transfer_id, line_no),
    CONSTRAINT ck_transfer_line_counts CHECK (planned > 0 AND received >= 0 AND lost >= 0 AND received + lost <= sent AND sent <= planned AND surplus >= 0),
    CONSTRAINT fk_transfer_line_transfer_id FOREIGN KEY(transfer_id) REFERENCES transfer (id),
    CONSTRAINT fk_transfer_line_sku_id FOREIGN KEY(sku_id) REFERENCES sku (id)
);

CREATE INDEX ix_transfer_line_sku_id ON transfer_line (sku_id);

CREATE TABLE transfer_lot (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    transfer_id BIGINT NOT NULL,
    line_no BIGINT NOT NULL,
    lot TEXT,
    sent BIGINT NOT NULL,
    received BIGINT DEFAULT '0' NOT NULL,
    lost BIGINT DEFAULT '0' NOT NULL,
    CONSTRAINT pk_transfer_lot PRIMARY KEY (id),
    CONSTRAINT uq_transfer_lot_transfer_id_line_no_lot UNIQUE NULLS NOT DISTINCT (transfer_id, line_no, lot),
    CONSTRAINT ck_transfer_lot_counts CHECK (sent > 0 AND received >= 0 AND lost >= 0 AND received + lost <= sent),
    CONSTRAINT fk_transfer_lot_transfer_id_line_no FOREIGN KEY(transfer_id, line_no) REFERENCES transfer_line (transfer_id, line_no)
);

CREATE TABLE supplier_offer (
    supplier_id BIGINT NOT NULL,
    sku_id BIGINT NOT NULL,
    code TEXT DEFAULT '' NOT NULL,
    currency TEXT NOT NULL,
    unit_cost BIGINT NOT NULL,
    lead_days BIGINT,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_supplier_offer PRIMARY KEY (supplier_id, sku_id),
    CONSTRAINT ck_supplier_offer_counts CHECK (unit_cost >= 0 AND lead_days >= 0),
    CONSTRAINT fk_supplier_offer_supplier_id FOREIGN KEY(supplier_id) REFERENCES supplier (id),
    CONSTRAINT fk_supplier_offer_sku_id FOREIGN KEY(sku_id) REFERENCES sku (id)
);

CREATE INDEX ix_supplier_offer_sku_id ON supplier_offer (sku_id);

CREATE TABLE goods_receipt (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    number BIGINT GENERATED ALWAYS AS IDENTITY (START WITH 80001),
    purchase_id BIGINT,
    notice_id BIGINT,
    supplier_id BIGINT NOT NULL,
    warehouse_id BIGINT NOT NULL,
    note TEXT DEFAULT '' NOT NULL,
    key TEXT NOT NULL,
    fingerprint TEXT DEFAULT '' NOT NULL,
    received_by JSONB NOT NULL,
    received_at TIMESTAMP WITH TIME ZONE NOT NULL,
    reversed_at TIMESTAMP WITH TIME ZONE,
    version BIGINT DEFAULT '1' NOT NULL,
    CONSTRAINT pk_goods_receipt PRIMARY KEY (id),
    CONSTRAINT uq_goods_receipt_number UNIQUE (number),
    CONSTRAINT fk_goods_receipt_purchase_id FOREIGN KEY(purchase_id) REFERENCES purchase_order (id),
    CONSTRAINT fk_goods_receipt_notice_id FOREIGN KEY(notice_id) REFERENCES notice (id),
    CONSTRAINT fk_goods_receipt_supplier_id FOREIGN KEY(supplier_id) REFERENCES supplier (id),
    CONSTRAINT fk_goods_receipt_warehouse_id FOREIGN KEY(warehouse_id) REFERENCES warehouse (id),
    CONSTRAINT uq_goods_receipt_key UNIQUE (key)
);

CREATE INDEX ix_goods_receipt_notice_id ON goods_receipt (notice_id);

CREATE INDEX ix_goods_receipt_purchase_id ON goods_receipt (purchase_id);

CREATE TABLE notice_line (
    notice_id BIGINT NOT NULL,
    line_no BIGINT NOT NULL,
    sku_id BIGINT NOT NULL,
    purchase_line_no BIGINT,
    lot TEXT,
    expires_on DATE,
    quantity BIGINT NOT NULL,
    CONSTRAINT pk_notice_line PRIMARY KEY (notice_id, line_no),
    CONSTRAINT ck_notice_line_quantity CHECK (quantity > 0),
    CONSTRAINT fk_notice_line_notice_id FOREIGN KEY(notice_id) REFERENCES notice (id),
    CONSTRAINT fk_notice_line_sku_id FOREIGN KEY(sku_id) REFERENCES sku (id)
);

CREATE INDEX ix_notice_line_sku_id ON notice_line (sku_id);

CREATE TABLE goods_receipt_line (
    receipt_id BIGINT NOT NULL,
    line_no BIGINT NOT NULL,
    sku_id BIGINT NOT NULL,
    purchase_line_no BIGINT,
    lot TEXT,
    expected BIGINT DEFAULT '0' NOT NULL,
    good BIGINT DEFAULT '0' NOT NULL,
    damaged BIGINT DEFAULT '0' NOT NULL,
    unit_cost BIGINT,
    reason TEXT DEFAULT '' NOT NULL,
    CONSTRAINT pk_goods_receipt_line PRIMARY KEY (receipt_id, line_no),
    CONSTRAINT ck_goods_receipt_line_counts CHECK (expected >= 0 AND good >= 0 AND damaged >= 0 AND expected + good + damaged > 0 AND unit_cost >= 0),
    CONSTRAINT fk_goods_receipt_line_receipt_id FOREIGN KEY(receipt_id) REFERENCES goods_receipt (id),
    CONSTRAINT fk_goods_receipt_line_sku_id FOREIGN KEY(sku_id) REFERENCES sku (id)
);

CREATE TABLE return_line (
    return_id BIGINT NOT NULL,
    order_id BIGINT NOT NULL,
    line_no BIGINT NOT NULL,
    requested BIGINT NOT NULL,
    authorised BIGINT DEFAULT '0' NOT NULL,
    received BIGINT DEFAULT '0' NOT NULL,
    accepted BIGINT DEFAULT '0' NOT NULL,
    rejected BIGINT DEFAULT '0' NOT NULL,
    CONSTRAINT pk_return_line PRIMARY KEY (return_id, line_no),
    CONSTRAINT fk_return_line_line FOREIGN KEY(order_id, line_no) REFERENCES order_line (order_id, line_no),
    CONSTRAINT ck_return_line_pieces CHECK (requested > 0 AND authorised BETWEEN 0 AND requested AND received BETWEEN 0 AND authorised),
    CONSTRAINT ck_return_line_decided CHECK (accepted >= 0 AND rejected >= 0 AND accepted + rejected <= received),
    CONSTRAINT fk_return_line_return_id FOREIGN KEY(return_id) REFERENCES returns (id)
);

CREATE INDEX ix_return_line_order ON return_line (order_id, line_no);

CREATE TABLE returned_unit (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    return_id BIGINT NOT NULL,
    line_no BIGINT NOT NULL,
    quantity BIGINT NOT NULL,
    condition TEXT NOT NULL,
    goes_to TEXT NOT NULL,
    location_id BIGINT,
    lot TEXT,
    decision TEXT DEFAULT '' NOT NULL,
    reason TEXT DEFAULT '' NOT NULL,
    worth BIGINT DEFAULT '0' NOT NULL,
    received_by JSONB NOT NULL,
    received_at TIMESTAMP WITH TIME ZONE NOT NULL,
    decided_by JSONB,
    decided_at TIMESTAMP WITH TIME ZONE,
    key TEXT NOT NULL,
    CONSTRAINT pk_returned_unit PRIMARY KEY (id),
    CONSTRAINT fk_returned_unit_line FOREIGN KEY(return_id, line_no) REFERENCES return_line (return_id, line_no),
    CONSTRAINT ck_returned_unit_quantity CHECK (quantity > 0),
    CONSTRAINT ck_returned_unit_condition CHECK (condition IN ('as_new', 'opened', 'damaged', 'faulty', 'wrong_item')),
    CONSTRAINT ck_returned_unit_goes_to CHECK (goes_to IN ('stock', 'damaged', 'quarantine', 'destroyed', 'customer')),
    CONSTRAINT ck_returned_unit_where CHECK ((goes_to IN ('destroyed', 'customer')) = (location_id IS NULL)),
    CONSTRAINT ck_returned_unit_decision CHECK (decision IN ('', 'accepted', 'rejected') AND (decision = '') = (decided_at IS NULL)),
    CONSTRAINT ck_returned_unit_worth CHECK (worth >= 0 AND (worth = 0 OR decision = 'accepted')),
    CONSTRAINT fk_returned_unit_location_id FOREIGN KEY(location_id) REFERENCES location (id),
    CONSTRAINT uq_returned_unit_key UNIQUE (key)
);

CREATE INDEX ix_returned_unit_line ON returned_unit (return_id, line_no);

ALTER TABLE order_line ALTER COLUMN sku_id DROP NOT NULL, ADD COLUMN kit_no BIGINT, ADD COLUMN per_kit BIGINT, ADD COLUMN announced BIGINT DEFAULT '0' NOT NULL, ADD COLUMN trace JSONB, DROP CONSTRAINT ck_order_line_counts, DROP CONSTRAINT ck_order_line_returned, DROP CONSTRAINT fk_order_line_sku_id;

ALTER TABLE order_line ADD CONSTRAINT ck_order_line_counts CHECK (ordered >= 0 AND cancelled >= 0 AND allocated >= 0 AND shipped >= 0), ADD CONSTRAINT ck_order_line_returned CHECK (returned >= 0 AND announced >= 0 AND returned + announced <= shipped), ADD CONSTRAINT ck_order_line_kit CHECK ((kit_no IS NULL) = (per_kit IS NULL) AND per_kit > 0), ADD CONSTRAINT ck_order_line_unknown_goods_hold_nothing CHECK (sku_id IS NOT NULL OR (allocated = 0 AND shipped = 0)), ADD CONSTRAINT fk_order_line_kit FOREIGN KEY (order_id, kit_no) REFERENCES order_kit (order_id, kit_no);

CREATE INDEX ix_order_line_unknown ON order_line (sku_code, order_id) WHERE sku_id IS NULL;

INSERT INTO policy DEFAULT VALUES;

INSERT INTO lot (sku_id, code) SELECT DISTINCT sku_id, lot FROM balance WHERE lot IS NOT NULL;

INSERT INTO stock_value (sku_id, quantity) SELECT sku_id, sum(on_hand) FROM balance GROUP BY sku_id;

INSERT INTO cost_layer (sku_id, quantity, cost, remaining, remaining_cost, at) SELECT sku_id, quantity, 0, quantity, 0, now() FROM stock_value WHERE quantity > 0;
