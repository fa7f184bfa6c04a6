CREATE TABLE saas.job (
    id UUID NOT NULL,
    owner TEXT DEFAULT CURRENT_USER NOT NULL,
    kind TEXT NOT NULL,
    queue TEXT NOT NULL,
    args JSONB DEFAULT '{}' NOT NULL,
    actor JSONB DEFAULT '{}' NOT NULL,
    key TEXT,
    state TEXT DEFAULT 'waiting' NOT NULL,
    attempt BIGINT DEFAULT '0' NOT NULL,
    fence BIGINT DEFAULT '0' NOT NULL,
    worker TEXT DEFAULT '' NOT NULL,
    lease_until TIMESTAMP WITH TIME ZONE,
    run_after TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    progress JSONB DEFAULT '{}' NOT NULL,
    error JSONB,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    started_at TIMESTAMP WITH TIME ZONE,
    finished_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_job PRIMARY KEY (id),
    CONSTRAINT ck_job_state CHECK (state IN ('waiting', 'queued', 'running', 'done', 'parked', 'cancelled')),
    CONSTRAINT uq_job_key UNIQUE (key)
);

CREATE INDEX ix_job_due ON saas.job (run_after) WHERE state = 'waiting';

CREATE INDEX ix_job_lease ON saas.job (lease_until) WHERE state IN ('queued', 'running');

CREATE INDEX ix_job_parked ON saas.job (created_at) WHERE state = 'parked';

CREATE TABLE saas.look (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    tenant_id BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    role TEXT NOT NULL,
    day TEXT NOT NULL,
    data JSONB DEFAULT '{}' NOT NULL,
    at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_look PRIMARY KEY (id),
    CONSTRAINT uq_look_tenant_id_person_id_day UNIQUE (tenant_id, person_id, day)
);

CREATE TABLE saas.outbox (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    owner TEXT DEFAULT CURRENT_USER NOT NULL,
    name TEXT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id BIGINT NOT NULL,
    data JSONB NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    done_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_outbox PRIMARY KEY (id)
);

CREATE INDEX ix_outbox_open ON saas.outbox (id) WHERE done_at IS NULL;

CREATE TABLE saas.person (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    email TEXT NOT NULL,
    name TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    language TEXT,
    zone TEXT,
    theme TEXT DEFAULT 'system' NOT NULL,
    density TEXT DEFAULT 'comfortable' NOT NULL,
    disabled_at TIMESTAMP WITH TIME ZONE,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_person PRIMARY KEY (id),
    CONSTRAINT ck_person_email_folded CHECK (email = lower(email)),
    CONSTRAINT ck_person_theme CHECK (theme IN ('system', 'light', 'dark')),
    CONSTRAINT ck_person_density CHECK (density IN ('comfortable', 'compact')),
    CONSTRAINT uq_person_email UNIQUE (email)
);

CREATE TABLE saas.schedule_run (
    task TEXT NOT NULL,
    tenant_id BIGINT DEFAULT '0' NOT NULL,
    period TIMESTAMP WITH TIME ZONE NOT NULL,
    at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_schedule_run PRIMARY KEY (task, tenant_id, period)
);

CREATE TABLE saas.sign_in_try (
    key TEXT NOT NULL,
    "window" TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    count BIGINT DEFAULT '0' NOT NULL,
    CONSTRAINT pk_sign_in_try PRIMARY KEY (key, "window")
);

CREATE TABLE saas.tenant (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    slug TEXT,
    name TEXT DEFAULT '' NOT NULL,
    cell TEXT NOT NULL,
    dsn TEXT,
    currency TEXT DEFAULT 'USD' NOT NULL,
    zone TEXT DEFAULT 'UTC' NOT NULL,
    language TEXT DEFAULT 'en' NOT NULL,
    country TEXT DEFAULT 'US' NOT NULL,
    state TEXT NOT NULL,
    revision TEXT,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    suspended_reason TEXT DEFAULT '' NOT NULL,
    erase_after TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_tenant PRIMARY KEY (id),
    CONSTRAINT ck_tenant_state CHECK (state IN ('blank', 'active', 'suspended', 'erasing', 'erased')),
    CONSTRAINT ck_tenant_only_blank_ones_have_no_name CHECK ((state = 'blank') = (slug IS NULL)),
    CONSTRAINT ck_tenant_slug CHECK (slug ~ '^[a-z][a-z0-9-]{1,39}$'),
    CONSTRAINT uq_tenant_slug UNIQUE (slug)
);

CREATE INDEX ix_tenant_blank ON saas.tenant (id) WHERE state = 'blank';

CREATE TABLE saas.api_token (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    tenant_id BIGINT NOT NULL,
    name TEXT NOT NULL,
    hash BYTEA NOT NULL,
    hint TEXT NOT NULL,
    scopes TEXT[] NOT NULL,
    created_by BIGINT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    last_used_at TIMESTAMP WITH TIME ZONE,
    revoked_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_api_token PRIMARY KEY (id),
    CONSTRAINT fk_api_token_tenant_id FOREIGN KEY(tenant_id) REFERENCES saas.tenant (id) ON DELETE CASCADE,
    CONSTRAINT uq_api_token_hash UNIQUE (hash)
);

CREATE INDEX ix_api_token_tenant_id ON saas.api_token (tenant_id);

CREATE TABLE saas.membership (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    person_id BIGINT NOT NULL,
    tenant_id BIGINT,
    role TEXT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_membership PRIMARY KEY (id),
    CONSTRAINT uq_membership_person_id_tenant_id UNIQUE NULLS NOT DISTINCT (person_id, tenant_id),
    CONSTRAINT ck_membership_role CHECK (role IN ('owner', 'manager', 'clerk', 'viewer', 'operator', 'broker', 'account_admin', 'root')),
    CONSTRAINT ck_membership_where_the_role_belongs CHECK ((tenant_id IS NULL) = (role IN ('broker', 'account_admin', 'root'))),
    CONSTRAINT fk_membership_person_id FOREIGN KEY(person_id) REFERENCES saas.person (id) ON DELETE CASCADE,
    CONSTRAINT fk_membership_tenant_id FOREIGN KEY(tenant_id) REFERENCES saas.tenant (id) ON DELETE CASCADE
);

CREATE INDEX ix_membership_tenant_id ON saas.membership (tenant_id);

CREATE TABLE saas.session (
    id BYTEA NOT NULL,
    person_id BIGINT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    seen_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
    address TEXT DEFAULT '' NOT NULL,
    agent TEXT DEFAULT '' NOT NULL,
    CONSTRAINT pk_session PRIMARY KEY (id),
    CONSTRAINT fk_session_person_id FOREIGN KEY(person_id) REFERENCES saas.person (id) ON DELETE CASCADE
);

CREATE INDEX ix_session_expires ON saas.session (expires_at);

CREATE INDEX ix_session_person_id ON saas.session (person_id);

ALTER TABLE saas.outbox ENABLE ROW LEVEL SECURITY;

ALTER TABLE saas.job ENABLE ROW LEVEL SECURITY;

CREATE POLICY own_rows ON saas.outbox FOR INSERT WITH CHECK (owner = CURRENT_USER);

CREATE POLICY own_rows ON saas.job FOR INSERT WITH CHECK (owner = CURRENT_USER);

CREATE POLICY house ON saas.outbox TO quayside_house USING (true) WITH CHECK (true);

CREATE POLICY house ON saas.job TO quayside_house USING (true) WITH CHECK (true);

GRANT USAGE ON SCHEMA saas TO PUBLIC;

GRANT INSERT (name, subject_kind, subject_id, data, at) ON saas.outbox TO PUBLIC;

GRANT INSERT (id, kind, queue, args, actor, key, run_after) ON saas.job TO PUBLIC;

GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA saas TO quayside_house;

REVOKE UPDATE, DELETE ON saas.look FROM quayside_house;
