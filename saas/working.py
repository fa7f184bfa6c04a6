"""Workers: what the kit's jobs need to know of the house, and the processes that run them."""

import os
import signal
import sys
import threading
from pathlib import Path

from saas.embedded.log import SharedLog
from saas.embedded.program import Program
from saas.embedded.supervisor import Supervisor, until_told
from saas.identity.workers import actor_by_data, tenant_by_schema
from saas.kit import db, memory
from saas.kit.jobs.relay import Relay
from saas.kit.jobs.worker import check_queue_server, queue_client, relay_forever, work
from saas.kit.jobs.working import Workshop
from saas.kit.web.front import House
from saas.schedule import SCHEDULE
from saas.subscribers import SUBSCRIBERS


def workshop(app: House) -> Workshop:
    return Workshop(app.config["SETTINGS"].lease_seconds, tenant_by_schema, actor_by_data)


def relay_of(app: House, stop: threading.Event) -> Relay:
    settings = app.config["SETTINGS"]
    return Relay(db.engine_of(None), queue_client(settings.redis_url), settings.lease_seconds, SUBSCRIBERS, SCHEDULE, stop.wait)


def work_one(app: House, part: str, number: int) -> None:
    """One part of the work in this process, until told to stop; `number` tells workers of one queue apart."""
    settings = app.config["SETTINGS"]
    check_queue_server(queue_client(settings.redis_url))
    memory.settle()
    if part == "relay":
        stop = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stop.set())
        relay_forever(relay_of(app, stop), stop)
    else:
        with app.app_context():
            work(app, workshop(app), part, number, settings.redis_url)


def work_all(imports: int) -> None:
    """Every part as a process of its own, restarted when it dies."""
    log = SharedLog(Path("/dev/stdout"))
    supervisor = Supervisor(log)

    def run() -> None:
        for part, number in (("relay", 1), ("house", 1), *(("imports", n) for n in range(1, imports + 1))):
            command = [sys.executable, "-m", "saas.cli", "worker", "--only", part, "--number", str(number)]
            supervisor.start(Program(part, command, os.environ, log.channel(part)))
        supervisor.watch()

    until_told(run, supervisor.stop)

