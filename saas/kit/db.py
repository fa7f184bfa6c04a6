"""The database: engines, models' bases, and the unit of work. The only file that says commit.

A tenant and its unit of work are one thing: a fresh session, pinned. What enters the tenant's schema and role goes before
the transaction's first statement and lasts no longer than it, so a pooled connection, or a transaction pooler, never carries
one tenant into another's work. Without a tenant the engine's `begin` event raises before any SQL."""

import threading
from collections import namedtuple
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import psycopg2
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import BigInteger, Connection, Engine, MetaData, create_engine, event
from sqlalchemy.orm import DeclarativeBase, Session, SessionTransaction

from saas.kit.ahead import elsewhere
from saas.kit.context import SYSTEM, Actor, Context, Tenant, current, entered, in_unit
from saas.kit.entering import WrongTenant, enter, entry, place_of
from saas.kit.statements import guard, stacked as stacked

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s", "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s", "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMES)


db = SQLAlchemy(model_class=Base)
db.Model.registry.update_type_annotation_map({int: BigInteger})  # what refers to an id must hold every id


class HouseModel(db.Model):
    """A table of the control plane; always names its schema."""

    __abstract__ = True
    metadata = MetaData(schema="saas", naming_convention=NAMES)


class TenantModel(db.Model):
    """A table of a client company; never names a schema."""

    __abstract__ = True
    metadata = MetaData(naming_convention=NAMES)


_engines: dict[str, Engine] = {}
_opening = threading.Lock()
_cell_url: Callable[[str], str]


def _enter_house(conn: Connection) -> None:
    context = current() if in_unit() else None
    if context and context.tenant is None and context.read_only:
        with conn.connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION READ ONLY")


_OPTIONS = {"pool_size": 5, "max_overflow": 10, "pool_recycle": 3600, "pool_timeout": 10,
            "connect_args": {"connect_timeout": 5, "application_name": "quayside"}}


def init_db(app: Flask, house_url: str, cell_url: Callable[[str], str]) -> None:
    """The control plane's engine through Flask-SQLAlchemy; cells' engines are made when first entered, from
    `cell_url(cell)`."""
    global _cell_url
    app.config["SQLALCHEMY_DATABASE_URI"] = house_url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = _OPTIONS
    db.init_app(app)
    with app.app_context():
        house = db.engine
    event.listen(house, "begin", _enter_house)
    _engines.clear()
    _engines["house"] = house
    _engines["lookup"] = create_engine(house_url, **_OPTIONS, isolation_level="AUTOCOMMIT")
    _cell_url = cell_url


def _open_cell(name: str, url: str) -> Engine:
    engine = create_engine(url, **_OPTIONS, execution_options={"cell": name})
    event.listen(engine, "begin", entry)
    event.listen(engine, "before_cursor_execute", guard)
    event.listen(engine, "before_cursor_execute", enter, retval=True)
    return engine


def engine_of(tenant: Tenant | None) -> Engine:
    """The engine that serves this tenant (its own cluster's, or its cell's), or the control plane's for None."""
    if tenant is None:
        return _engines["house"]
    name = place_of(tenant)
    if name not in _engines:
        with _opening:
            _engines.setdefault(name, _open_cell(name, tenant.dsn or _cell_url(tenant.cell)))
    return _engines[name]


def lookup_engine() -> Engine:
    """The control plane for single statements before any unit of work: who is calling, whose job this is. Each commits
    by itself; connections of their own, so that none is switched to and fro."""
    return _engines["lookup"]


def dispose_engines() -> None:
    """After a fork: forget the parent's connections without closing them under it."""
    for engine in _engines.values():
        engine.dispose(close=False)


def close_engines() -> None:
    """Close every idle connection: before the servers go."""
    for engine in _engines.values():
        engine.dispose()


class _Unit(Session):
    """One unit of work: its connection, entered when it is first needed, and over it a session for whoever asks for objects.

    Most verbs never do, and a session's own bookkeeping would cost a short one more than all its statements. Used in any
    other unit it refuses: one session used for two tenants once handed one's rows to the other."""

    def __init__(self, engine: Engine, context: Context) -> None:
        super().__init__(expire_on_commit=False, join_transaction_mode="rollback_only")
        self.engine, self.context = engine, context
        self.open: Connection | None = None

    def get_bind(self, *_of: Any, **_asked: Any) -> Connection:
        """The unit's connection, in its transaction."""
        if not in_unit() or current() is not self.context:
            raise WrongTenant("This session belongs to another unit of work.")
        if self.open is None:
            self.open = self.engine.connect()
            self.open.begin()
        return self.open

    def begin_nested(self) -> SessionTransaction:
        """A savepoint, set at once: most statements that it must take back don't come through the session."""
        savepoint = super().begin_nested()
        self.connection()
        return savepoint

    def end(self) -> None:
        """Commit whole what was done."""
        if self.in_transaction():
            self.commit()
        if self.open is not None:
            self.open.commit()

    def let_go(self) -> None:
        """Give the connection back; what wasn't committed is undone."""
        if self.in_transaction():
            self.close()
        if self.open is not None:
            self.open.close()


_units: dict[int, _Unit] = {}


def session() -> Session:
    """The session of the open unit of work; NoContext outside one."""
    return _units[id(current())]


def connection() -> Connection:
    """The connection of the open unit of work, in its transaction."""
    return _units[id(current())].get_bind()


@contextmanager
def _sent(conn: Connection, statement: str, parameters: Sequence[Any] | dict[str, Any], held: str | None = None) -> Iterator[Any]:
    """One statement on the driver's own cursor: SQLAlchemy's context and result cost as much as a short statement itself.
    By the name it is `held` by, the server keeps its rows until they are fetched.

    The guard and whoever counts hear of it, and its errors are SQLAlchemy's, as of any other statement of the session."""
    given = tuple(parameters) if isinstance(parameters, list) else parameters
    with conn.connection.cursor(held) as cursor:
        try:
            sent = statement
            for hear in conn.dispatch.before_cursor_execute:
                sent, given = hear(conn, cursor, sent, given, None, False)
            with elsewhere():
                cursor.execute(sent, given)
            yield cursor
        except psycopg2.Error as error:
            conn._handle_dbapi_exception(error, statement, given, cursor, None)


@lru_cache(maxsize=1000)
def _row(names: tuple[str, ...]) -> Callable[[Iterable[Any]], Any]:
    return namedtuple("Row", names, rename=True)._make


def rows(statement: str, parameters: Sequence[Any] | dict[str, Any] = ()) -> list[Any]:
    """Run one statement in psycopg2's own style (%s) and return its rows by name; [] for a statement without any."""
    return _read(connection(), statement, parameters)


def look_up(statement: str, parameters: Sequence[Any] = ()) -> list[Any]:
    """The same in the control plane before any unit of work: who is calling. It commits by itself."""
    with lookup_engine().connect() as conn:
        return _read(conn, statement, parameters)


def _read(conn: Connection, statement: str, parameters: Sequence[Any] | dict[str, Any]) -> list[Any]:
    with _sent(conn, statement, parameters) as cursor:
        if cursor.description is None:
            return []
        return list(map(_row(tuple(column.name for column in cursor.description)), cursor.fetchall()))


def stream(statement: str, parameters: Sequence[Any] | dict[str, Any] = ()) -> Iterator[tuple[Any, ...]]:
    """The rows of one statement, a few at a time: for answers that may be longer than memory is."""
    with _sent(connection(), statement, parameters, "streamed") as cursor:
        yield from cursor


def run(statement: str, parameters: Sequence[Any] | dict[str, Any] = ()) -> int:
    """Run one statement (or a known stack of them) and return how many rows the last of them touched."""
    with _sent(connection(), statement, parameters) as cursor:
        return cursor.rowcount


@contextmanager
def undone() -> Iterator[None]:
    """What is done within is seen within and taken back at the end: how an effect is shown before it is wanted."""
    savepoint = session().begin_nested()
    try:
        yield
    finally:
        savepoint.rollback()


@contextmanager
def unit_of_work(
    tenant: Tenant | None, actor: Actor = SYSTEM, *, door: str = "system", read_only: bool = False,
    resumable: bool = False, request_id: str = "", origin: dict[str, Any] | None = None,
) -> Iterator[Session]:
    """Enter a tenant (None: the control plane), do one unit of work, commit it whole or not at all.

    Nesting raises WrongTenant: one session used for two tenants once handed one's rows to the other."""
    if in_unit():
        raise WrongTenant("A unit of work is open already; they do not nest.")
    context = Context(tenant, actor, door, request_id, read_only, resumable, origin or {})
    with entered(context):
        unit = _units[id(context)] = _Unit(engine_of(tenant), context)
        try:
            yield unit
            unit.end()
        finally:
            unit.let_go()
            del _units[id(context)]
