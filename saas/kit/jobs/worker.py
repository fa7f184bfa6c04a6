"""RQ's side: one worker process for each queue, a client that outlives a restart of the server, and nothing run but ours."""

import gc
import os
import socket
import threading
from typing import Any

import structlog
from flask import Flask
from redis import Redis
from redis.backoff import ExponentialBackoff
from redis.exceptions import ConnectionError as RedisAway
from redis.exceptions import TimeoutError as RedisSlow
from redis.retry import Retry
from rq import Queue, Worker
from rq.job import Job
from rq.serializers import JSONSerializer
from sqlalchemy import text

from saas.kit import db
from saas.kit.errors import BootError
from saas.kit.jobs.relay import PERFORM, Relay
from saas.kit.jobs.working import Workshop, perform

log = structlog.get_logger()
_workshop: Workshop | None = None
_app: Flask | None = None
_MINE_AGAIN = text("UPDATE saas.job SET lease_until = now() - interval '1 second' WHERE worker = :worker AND state = 'running'")


def queue_client(url: str) -> Redis:
    """A client that waits out an outage of some seconds instead of dying with it."""
    return Redis.from_url(url, retry=Retry(ExponentialBackoff(cap=1, base=0.05), 25), retry_on_error=[RedisAway, RedisSlow],
                          health_check_interval=15, socket_connect_timeout=5)


def check_queue_server(client: Redis) -> None:
    """Refuse a server that may forget jobs: AOF must be on and nothing may be evicted."""
    settings = {**client.config_get("appendonly"), **client.config_get("maxmemory-policy")}
    if settings.get("appendonly") != "yes" or settings.get("maxmemory-policy") != "noeviction":
        raise BootError("The server in REDIS_URL may forget jobs. Set appendonly yes and maxmemory-policy noeviction.")


def perform_row(job_id: str) -> None:
    """The only function the queue may name."""
    if _workshop is None or _app is None:
        raise RuntimeError("This worker was not started by work().")
    with _app.app_context():
        perform(_workshop, job_id)


class QuaysideWorker(Worker):
    """RQ's forking worker that runs nothing but perform_row and leaves the parent's database connections alone."""

    def perform_job(self, job: Job, queue: Queue, *args: Any, **kwargs: Any) -> bool:
        if job.func_name != PERFORM:
            log.error("refused a foreign job", queue=queue.name, job=job.id)
            job.cancel()
            return False
        db.dispose_engines()
        return super().perform_job(job, queue, *args, **kwargs)


def worker_name(queue: str, number: int) -> str:
    """The same after a restart, and nobody else's: of several workers of a queue on a machine each has its number."""
    return f"{socket.gethostname()}-{queue}-{number}"


def work(app: Flask, workshop: Workshop, queue: str, number: int, url: str) -> None:
    """Serve one queue until told to stop. What this worker was running before it was killed is taken up at once."""
    global _workshop, _app
    name = worker_name(queue, number)
    _workshop, _app = Workshop(workshop.lease_seconds, workshop.tenant_of, workshop.actor_of, name), app
    with workshop.house.connect() as conn:
        conn.execute(_MINE_AGAIN, {"worker": name})
    db.dispose_engines()
    gc.freeze()  # what was made at start lives for good; the collector of the forked jobs needn't look at it
    client = queue_client(url)
    worker = QuaysideWorker([Queue(queue, connection=client, serializer=JSONSerializer)], connection=client,
                            name=f"{name}-{os.getpid()}", serializer=JSONSerializer, worker_ttl=60, maintenance_interval=30,
                            job_monitoring_interval=5)
    worker.work(logging_level="WARNING", with_scheduler=False)


def relay_forever(relay: Relay, stop: threading.Event) -> None:
    """Rounds until stopped, twice a second; an outage is waited out."""
    while not stop.is_set():
        try:
            relay.round()
        except Exception as error:
            log.warning("relay round failed, trying again", error=type(error).__name__, detail=str(error)[:200])
            stop.wait(1)
        relay.wake(0.5)


