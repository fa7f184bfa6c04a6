CREATE INDEX ix_job_over ON saas.job (finished_at) WHERE state IN ('done', 'cancelled');

CREATE INDEX ix_outbox_done ON saas.outbox (done_at) WHERE done_at IS NOT NULL;

CREATE INDEX ix_schedule_run_at ON saas.schedule_run (at);

CREATE INDEX ix_session_seen_at ON saas.session (seen_at);

CREATE INDEX ix_sign_in_try_window ON saas.sign_in_try ("window");
