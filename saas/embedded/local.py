"""The whole product on one machine from one command: servers, sample data, web, worker; Ctrl-C ends all of it."""

import json
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from saas.embedded.children import Part
from saas.embedded.errors import DEMO_IN_PRODUCTION, EmbeddedError
from saas.embedded.folder import LOCAL, kept_secret, make_folder, require_free
from saas.embedded.log import SharedLog
from saas.embedded.postgres import Postgres
from saas.embedded.program import Program, page_answers
from saas.embedded.supervisor import Supervisor, until_told
from saas.embedded.valkey import Valkey
from saas.kit.i18n import _

Sample = Mapping[str, Any]  # "password", "people": role → address, "companies": slug → {"token", "path"}
_WEB = ("-m", "granian", "--interface", "wsgi", "--host", LOCAL, "--workers", "2", "--blocking-threads", "4",
        "--respawn-failed-workers", "--workers-kill-timeout", "5", "--no-ws", "--log-level", "warning")


def run_demo(port: int, data: Path, as_json: bool, prepare: Callable[[], Sample]) -> None:
    """Run until Ctrl-C. `prepare` migrates and fills the database, in this process, before the web server starts.
    Raises EmbeddedError with one sentence where the demo can't run."""
    if os.environ.get("QUAYSIDE_ENV") == "production":
        raise EmbeddedError(DEMO_IN_PRODUCTION)
    require_free(port)
    make_folder(data)
    log = SharedLog(data.absolute() / "log")
    supervisor = Supervisor(log)

    def run() -> None:
        _start_servers(supervisor, log, data.absolute())
        sample = prepare()
        _start_programs(supervisor, log, port)
        url = f"http://{LOCAL}:{port}"
        print(_as_json(url, sample) if as_json else _for_people(url, sample, log.path), flush=True)
        supervisor.watch()

    until_told(run, supervisor.stop)


def _start_servers(supervisor: Supervisor, log: SharedLog, data: Path) -> None:
    """Start the servers nobody has given us, and say in our environment where everything is: we prepare the data
    with it, and the programs inherit it."""
    for variable, kind, folder in (("DATABASE_URL", Postgres, "postgres"), ("REDIS_URL", Valkey, "valkey")):
        if not os.environ.get(variable):
            server = kind(data / folder)
            server.lines = log.channel(server.name)
            supervisor.start(server)
            os.environ[variable] = server.url
    os.environ["QUAYSIDE_ENV"] = "demo"
    os.environ.setdefault("SECRET_KEY", kept_secret(data / "secret-key"))
    os.environ.setdefault("FILES_DIR", str(data / "files"))


def _start_programs(supervisor: Supervisor, log: SharedLog, port: int) -> None:
    env = os.environ | {"PYTHONUNBUFFERED": "1"}
    web = [sys.executable, *_WEB, "--port", str(port), "wsgi:app"]
    worker = [sys.executable, "-m", "saas.cli", "worker"]
    programs: list[Part] = [
        Program("worker", worker, env, log.channel("worker"), patience=30),  # it has workers to wait for
        # alive is enough: waiting until it's ready, we couldn't bring back a server that died meanwhile
        Program("web", web, env, log.channel("web"), lambda: page_answers(port, "/livez")),
    ]
    for program in programs:
        supervisor.start(program)


def _as_json(url: str, sample: Sample) -> str:
    return json.dumps({"url": url, **{name: sample[name] for name in ("password", "people", "companies")}}, ensure_ascii=False)


def _for_people(url: str, sample: Sample, log: Path) -> str:
    width = max(map(len, sample["people"].values()), default=0)
    people = [f"  {address:<{width}}  {role}" for role, address in sample["people"].items()]
    return "\n".join([
        "", _("Quayside is ready: %(url)s", url=f"{url}/sign-in"),
        _("Everyone's password is %(password)s. Sign in as", password=sample["password"]), *people, "",
        _("Programs find tokens and companies with --json. The log is %(log)s. Ctrl-C stops everything.", log=log), "",
    ])
