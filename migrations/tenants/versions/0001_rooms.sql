CREATE TABLE event (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    name TEXT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id BIGINT NOT NULL,
    data JSONB NOT NULL,
    actor JSONB NOT NULL,
    door TEXT NOT NULL,
    origin JSONB DEFAULT '{}' NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_event PRIMARY KEY (id)
);

CREATE INDEX ix_event_subject ON event (subject_kind, subject_id, id);

CREATE TABLE idempotency (
    token_id BIGINT NOT NULL,
    route TEXT NOT NULL,
    key TEXT NOT NULL,
    body_hash TEXT NOT NULL,
    status BIGINT NOT NULL,
    body TEXT NOT NULL,
    at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_idempotency PRIMARY KEY (token_id, route, key)
);

CREATE INDEX ix_idempotency_at ON idempotency (at);

CREATE TABLE import (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    kind TEXT NOT NULL,
    state TEXT DEFAULT 'uploaded' NOT NULL,
    filename TEXT NOT NULL,
    file_key TEXT NOT NULL,
    file_size BIGINT NOT NULL,
    file_hash TEXT NOT NULL,
    profile TEXT DEFAULT '' NOT NULL,
    reading JSONB DEFAULT '{}' NOT NULL,
    mapping JSONB DEFAULT '{}' NOT NULL,
    options JSONB DEFAULT '{}' NOT NULL,
    rows_total BIGINT,
    records_total BIGINT,
    next_record BIGINT DEFAULT '0' NOT NULL,
    rows_read BIGINT DEFAULT '0' NOT NULL,
    done BIGINT DEFAULT '0' NOT NULL,
    again BIGINT DEFAULT '0' NOT NULL,
    refused BIGINT DEFAULT '0' NOT NULL,
    summary JSONB DEFAULT '{}' NOT NULL,
    failure JSONB,
    runner TEXT DEFAULT '' NOT NULL,
    cancel_asked BOOLEAN DEFAULT 'false' NOT NULL,
    created_by JSONB NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    started_at TIMESTAMP WITH TIME ZONE,
    finished_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_import PRIMARY KEY (id),
    CONSTRAINT ck_import_kind CHECK (kind IN ('orders', 'products', 'stock')),
    CONSTRAINT ck_import_state CHECK (state IN ('uploaded', 'mapping', 'checking', 'checked', 'applying', 'applied', 'undoing', 'undone', 'failed', 'cancelled'))
);

CREATE INDEX ix_import_created ON import (created_at DESC, id DESC);

CREATE INDEX ix_import_working ON import (state) WHERE state IN ('checking', 'applying', 'undoing', 'checked', 'mapping');

CREATE TABLE import_mapping (
    kind TEXT NOT NULL,
    columns_hash TEXT NOT NULL,
    mapping JSONB NOT NULL,
    used_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_import_mapping PRIMARY KEY (kind, columns_hash)
);

CREATE TABLE orders (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    number BIGINT GENERATED ALWAYS AS IDENTITY (START WITH 10001),
    channel TEXT DEFAULT '' NOT NULL,
    reference TEXT NOT NULL,
    currency TEXT NOT NULL,
    customer_name TEXT DEFAULT '' NOT NULL,
    customer_email TEXT DEFAULT '' NOT NULL,
    customer_phone TEXT DEFAULT '' NOT NULL,
    ship_to JSONB DEFAULT '{}' NOT NULL,
    note TEXT DEFAULT '' NOT NULL,
    shipping_method TEXT DEFAULT '' NOT NULL,
    subtotal BIGINT NOT NULL,
    discount BIGINT DEFAULT '0' NOT NULL,
    shipping BIGINT DEFAULT '0' NOT NULL,
    tax BIGINT DEFAULT '0' NOT NULL,
    tax_included BIGINT DEFAULT '0' NOT NULL,
    total BIGINT NOT NULL,
    ordered BIGINT NOT NULL,
    cancelled BIGINT DEFAULT '0' NOT NULL,
    allocated BIGINT DEFAULT '0' NOT NULL,
    picked BIGINT DEFAULT '0' NOT NULL,
    shipped BIGINT DEFAULT '0' NOT NULL,
    delivered BIGINT DEFAULT '0' NOT NULL,
    returned BIGINT DEFAULT '0' NOT NULL,
    open_holds BIGINT DEFAULT '0' NOT NULL,
    state TEXT GENERATED ALWAYS AS (CASE
 WHEN cancelled = ordered THEN 'cancelled'
 WHEN delivered > 0 AND delivered + cancelled = ordered THEN 'delivered'
 WHEN shipped + cancelled = ordered THEN 'shipped'
 WHEN open_holds > 0 THEN 'on_hold'
 WHEN shipped > 0 THEN 'part_shipped'
 WHEN picked > 0 THEN 'picking'
 WHEN allocated + shipped + cancelled = ordered THEN 'ready'
 ELSE 'waiting' END) STORED NOT NULL,
    import_id BIGINT,
    placed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    version BIGINT DEFAULT '1' NOT NULL,
    CONSTRAINT pk_orders PRIMARY KEY (id),
    CONSTRAINT uq_orders_channel_reference UNIQUE (channel, reference),
    CONSTRAINT ck_orders_ordered CHECK (ordered > 0),
    CONSTRAINT ck_orders_amounts CHECK (subtotal >= 0 AND discount >= 0 AND shipping >= 0 AND tax >= 0 AND tax_included >= 0),
    CONSTRAINT ck_orders_total CHECK (total = subtotal - discount + shipping + tax AND total >= 0),
    CONSTRAINT ck_orders_counts CHECK (cancelled >= 0 AND allocated >= 0 AND shipped >= 0 AND open_holds >= 0),
    CONSTRAINT ck_orders_never_more_than_ordered CHECK (allocated + shipped + cancelled <= ordered),
    CONSTRAINT ck_orders_picked CHECK (picked BETWEEN 0 AND allocated),
    CONSTRAINT ck_orders_after_shipping CHECK (delivered BETWEEN 0 AND shipped AND returned BETWEEN 0 AND shipped),
    CONSTRAINT uq_orders_number UNIQUE (number)
);

CREATE INDEX ix_orders_import_id ON orders (import_id) WHERE import_id IS NOT NULL;

CREATE INDEX ix_orders_placed ON orders (placed_at DESC, id DESC);

CREATE INDEX ix_orders_reference ON orders (reference);

CREATE INDEX ix_orders_state_placed ON orders (state, placed_at DESC, id DESC);

CREATE TABLE product (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    handle TEXT NOT NULL,
    title TEXT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_product PRIMARY KEY (id),
    CONSTRAINT uq_product_handle UNIQUE (handle)
);

CREATE TABLE proof (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    differences JSONB NOT NULL,
    counts JSONB NOT NULL,
    CONSTRAINT pk_proof PRIMARY KEY (id)
);

CREATE TABLE warehouse (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    country TEXT DEFAULT '' NOT NULL,
    priority BIGINT DEFAULT '100' NOT NULL,
    active BOOLEAN DEFAULT 'true' NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_warehouse PRIMARY KEY (id),
    CONSTRAINT uq_warehouse_code UNIQUE (code)
);

CREATE TABLE hold (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    order_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    reason TEXT DEFAULT '' NOT NULL,
    owner TEXT NOT NULL,
    set_by JSONB NOT NULL,
    set_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    lifts_at TIMESTAMP WITH TIME ZONE,
    lifted_at TIMESTAMP WITH TIME ZONE,
    lifted_by JSONB,
    CONSTRAINT pk_hold PRIMARY KEY (id),
    CONSTRAINT ck_hold_kind CHECK (kind IN ('address', 'payment', 'fraud', 'stock', 'comment', 'client', 'operator')),
    CONSTRAINT ck_hold_owner CHECK (owner IN ('client', 'operator', 'system')),
    CONSTRAINT ck_hold_lifted_by_someone CHECK ((lifted_at IS NULL) = (lifted_by IS NULL)),
    CONSTRAINT fk_hold_order_id FOREIGN KEY(order_id) REFERENCES orders (id)
);

CREATE INDEX ix_hold_due ON hold (lifts_at) WHERE lifted_at IS NULL AND lifts_at IS NOT NULL;

CREATE INDEX ix_hold_open ON hold (kind, order_id) WHERE lifted_at IS NULL;

CREATE INDEX ix_hold_order_id ON hold (order_id);

CREATE TABLE import_problem (
    import_id BIGINT NOT NULL,
    record_no BIGINT NOT NULL,
    place BIGINT NOT NULL,
    row_no BIGINT NOT NULL,
    reference TEXT DEFAULT '' NOT NULL,
    "column" TEXT DEFAULT '' NOT NULL,
    code TEXT NOT NULL,
    data JSONB DEFAULT '{}' NOT NULL,
    value TEXT,
    CONSTRAINT pk_import_problem PRIMARY KEY (import_id, record_no, place),
    CONSTRAINT fk_import_problem_import_id FOREIGN KEY(import_id) REFERENCES import (id)
);

CREATE TABLE location (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    warehouse_id BIGINT,
    kind TEXT NOT NULL,
    code TEXT NOT NULL,
    priority BIGINT DEFAULT '100' NOT NULL,
    CONSTRAINT pk_location PRIMARY KEY (id),
    CONSTRAINT uq_location_warehouse_id_code UNIQUE NULLS NOT DISTINCT (warehouse_id, code),
    CONSTRAINT ck_location_kind CHECK (kind IN ('shelf', 'supplier', 'customer', 'adjustment', 'transit')),
    CONSTRAINT ck_location_shelf_stands_in_a_warehouse CHECK ((kind = 'shelf') = (warehouse_id IS NOT NULL)),
    CONSTRAINT fk_location_warehouse_id FOREIGN KEY(warehouse_id) REFERENCES warehouse (id)
);

CREATE TABLE order_search (
    order_id BIGINT NOT NULL,
    words TEXT NOT NULL,
    grams TEXT[] NOT NULL,
    CONSTRAINT pk_order_search PRIMARY KEY (order_id),
    CONSTRAINT fk_order_search_order_id FOREIGN KEY(order_id) REFERENCES orders (id) ON DELETE CASCADE
);

CREATE INDEX ix_order_search_grams ON order_search USING gin (grams);

CREATE TABLE shipment (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    number BIGINT GENERATED ALWAYS AS IDENTITY (START WITH 20001),
    order_id BIGINT NOT NULL,
    warehouse_id BIGINT NOT NULL,
    carrier TEXT DEFAULT '' NOT NULL,
    tracking TEXT DEFAULT '' NOT NULL,
    key TEXT NOT NULL,
    shipped_at TIMESTAMP WITH TIME ZONE NOT NULL,
    delivered_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_shipment PRIMARY KEY (id),
    CONSTRAINT uq_shipment_key_warehouse_id UNIQUE (key, warehouse_id),
    CONSTRAINT uq_shipment_number UNIQUE (number),
    CONSTRAINT fk_shipment_order_id FOREIGN KEY(order_id) REFERENCES orders (id),
    CONSTRAINT fk_shipment_warehouse_id FOREIGN KEY(warehouse_id) REFERENCES warehouse (id)
);

CREATE INDEX ix_shipment_order_id ON shipment (order_id);

CREATE INDEX ix_shipment_shipped ON shipment (shipped_at, id);

CREATE INDEX ix_shipment_tracking ON shipment (tracking);

CREATE TABLE sku (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    product_id BIGINT NOT NULL,
    code TEXT NOT NULL,
    title TEXT NOT NULL,
    option TEXT DEFAULT '' NOT NULL,
    barcode TEXT,
    price BIGINT DEFAULT '0' NOT NULL,
    tax_bp BIGINT DEFAULT '0' NOT NULL,
    weight_g BIGINT,
    active BOOLEAN DEFAULT 'true' NOT NULL,
    reorder_point BIGINT,
    sort_key TEXT NOT NULL,
    grams TEXT[] DEFAULT '{}' NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_sku PRIMARY KEY (id),
    CONSTRAINT ck_sku_price CHECK (price >= 0),
    CONSTRAINT ck_sku_tax CHECK (tax_bp BETWEEN 0 AND 10000),
    CONSTRAINT ck_sku_weight CHECK (weight_g >= 0),
    CONSTRAINT ck_sku_reorder_point CHECK (reorder_point >= 0),
    CONSTRAINT fk_sku_product_id FOREIGN KEY(product_id) REFERENCES product (id),
    CONSTRAINT uq_sku_code UNIQUE (code)
);

CREATE INDEX ix_sku_barcode ON sku (barcode);

CREATE INDEX ix_sku_grams ON sku USING gin (grams);

CREATE INDEX ix_sku_product_id ON sku (product_id);

CREATE INDEX ix_sku_sort_key_id ON sku (sort_key, id);

CREATE TABLE balance (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    sku_id BIGINT NOT NULL,
    location_id BIGINT NOT NULL,
    lot TEXT,
    status TEXT DEFAULT 'good' NOT NULL,
    on_hand BIGINT DEFAULT '0' NOT NULL,
    allocated BIGINT DEFAULT '0' NOT NULL,
    priority BIGINT DEFAULT '100' NOT NULL,
    CONSTRAINT pk_balance PRIMARY KEY (id),
    CONSTRAINT uq_balance_sku_id_location_id_lot_status UNIQUE NULLS NOT DISTINCT (sku_id, location_id, lot, status),
    CONSTRAINT ck_balance_on_hand CHECK (on_hand >= 0),
    CONSTRAINT ck_balance_allocated CHECK (allocated >= 0),
    CONSTRAINT ck_balance_never_more_than_there_is CHECK (allocated <= on_hand),
    CONSTRAINT ck_balance_only_good_goods_are_held CHECK (status = 'good' OR allocated = 0),
    CONSTRAINT ck_balance_status CHECK (status IN ('good', 'damaged', 'blocked')),
    CONSTRAINT fk_balance_sku_id FOREIGN KEY(sku_id) REFERENCES sku (id),
    CONSTRAINT fk_balance_location_id FOREIGN KEY(location_id) REFERENCES location (id)
)
 WITH (fillfactor = 70);

CREATE INDEX ix_balance_location_id ON balance (location_id);

CREATE TABLE movement (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    sku_id BIGINT NOT NULL,
    lot TEXT,
    quantity BIGINT NOT NULL,
    from_location_id BIGINT NOT NULL,
    from_status TEXT NOT NULL,
    to_location_id BIGINT NOT NULL,
    to_status TEXT NOT NULL,
    cause TEXT NOT NULL,
    reason TEXT DEFAULT '' NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id BIGINT,
    actor JSONB NOT NULL,
    key TEXT NOT NULL,
    reverses BIGINT,
    effective_at TIMESTAMP WITH TIME ZONE NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_movement PRIMARY KEY (id),
    CONSTRAINT ck_movement_quantity CHECK (quantity > 0),
    CONSTRAINT ck_movement_two_sides CHECK ((from_location_id, from_status) <> (to_location_id, to_status)),
    CONSTRAINT ck_movement_cause CHECK (cause IN ('received', 'adjusted', 'counted', 'shipped', 'returned', 'moved', 'written_off', 'reversed')),
    CONSTRAINT ck_movement_from_status CHECK (from_status IN ('good', 'damaged', 'blocked')),
    CONSTRAINT ck_movement_to_status CHECK (to_status IN ('good', 'damaged', 'blocked')),
    CONSTRAINT fk_movement_sku_id FOREIGN KEY(sku_id) REFERENCES sku (id),
    CONSTRAINT fk_movement_from_location_id FOREIGN KEY(from_location_id) REFERENCES location (id),
    CONSTRAINT fk_movement_to_location_id FOREIGN KEY(to_location_id) REFERENCES location (id),
    CONSTRAINT uq_movement_key UNIQUE (key),
    CONSTRAINT uq_movement_reverses UNIQUE (reverses),
    CONSTRAINT fk_movement_reverses FOREIGN KEY(reverses) REFERENCES movement (id)
);

CREATE INDEX ix_movement_sku_id_id ON movement (sku_id, id);

CREATE INDEX ix_movement_subject ON movement (subject_kind, subject_id);

CREATE TABLE order_line (
    order_id BIGINT NOT NULL,
    line_no BIGINT NOT NULL,
    sku_id BIGINT NOT NULL,
    sku_code TEXT NOT NULL,
    title TEXT NOT NULL,
    unit_price BIGINT NOT NULL,
    discount BIGINT DEFAULT '0' NOT NULL,
    tax_bp BIGINT DEFAULT '0' NOT NULL,
    total BIGINT NOT NULL,
    ordered BIGINT NOT NULL,
    cancelled BIGINT DEFAULT '0' NOT NULL,
    allocated BIGINT DEFAULT '0' NOT NULL,
    picked BIGINT DEFAULT '0' NOT NULL,
    packed BIGINT DEFAULT '0' NOT NULL,
    shipped BIGINT DEFAULT '0' NOT NULL,
    delivered BIGINT DEFAULT '0' NOT NULL,
    returned BIGINT DEFAULT '0' NOT NULL,
    written_off BIGINT DEFAULT '0' NOT NULL,
    CONSTRAINT pk_order_line PRIMARY KEY (order_id, line_no),
    CONSTRAINT ck_order_line_counts CHECK (ordered > 0 AND cancelled >= 0 AND allocated >= 0 AND shipped >= 0),
    CONSTRAINT ck_order_line_never_more_than_ordered CHECK (allocated + shipped + cancelled <= ordered),
    CONSTRAINT ck_order_line_picked_is_held CHECK (packed BETWEEN 0 AND picked AND picked <= allocated),
    CONSTRAINT ck_order_line_after_shipping CHECK (delivered >= 0 AND written_off >= 0 AND delivered + written_off <= shipped),
    CONSTRAINT ck_order_line_returned CHECK (returned BETWEEN 0 AND shipped),
    CONSTRAINT ck_order_line_total CHECK (unit_price >= 0 AND discount >= 0 AND total = unit_price * ordered - discount AND total >= 0),
    CONSTRAINT fk_order_line_order_id FOREIGN KEY(order_id) REFERENCES orders (id),
    CONSTRAINT fk_order_line_sku_id FOREIGN KEY(sku_id) REFERENCES sku (id)
);

CREATE INDEX ix_order_line_sku_id ON order_line (sku_id, order_id);

CREATE INDEX ix_order_line_waiting ON order_line (sku_id, order_id) WHERE allocated + shipped + cancelled < ordered;

CREATE TABLE allocation (
    order_id BIGINT NOT NULL,
    line_no BIGINT NOT NULL,
    balance_id BIGINT NOT NULL,
    quantity BIGINT NOT NULL,
    picked BIGINT DEFAULT '0' NOT NULL,
    CONSTRAINT pk_allocation PRIMARY KEY (order_id, line_no, balance_id),
    CONSTRAINT fk_allocation_line FOREIGN KEY(order_id, line_no) REFERENCES order_line (order_id, line_no),
    CONSTRAINT ck_allocation_quantity CHECK (quantity > 0),
    CONSTRAINT ck_allocation_picked CHECK (picked BETWEEN 0 AND quantity),
    CONSTRAINT fk_allocation_balance_id FOREIGN KEY(balance_id) REFERENCES balance (id)
);

CREATE INDEX ix_allocation_balance_id ON allocation (balance_id);

CREATE TABLE shipment_line (
    shipment_id BIGINT NOT NULL,
    order_id BIGINT NOT NULL,
    line_no BIGINT NOT NULL,
    balance_id BIGINT NOT NULL,
    quantity BIGINT NOT NULL,
    CONSTRAINT pk_shipment_line PRIMARY KEY (shipment_id, line_no, balance_id),
    CONSTRAINT fk_shipment_line_line FOREIGN KEY(order_id, line_no) REFERENCES order_line (order_id, line_no),
    CONSTRAINT ck_shipment_line_quantity CHECK (quantity > 0),
    CONSTRAINT fk_shipment_line_shipment_id FOREIGN KEY(shipment_id) REFERENCES shipment (id),
    CONSTRAINT fk_shipment_line_balance_id FOREIGN KEY(balance_id) REFERENCES balance (id)
);
