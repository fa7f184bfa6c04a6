"""The front hall: settings → kit → rooms. The one file that knows everyone."""

import logging
from collections.abc import MutableMapping
from typing import Any

import structlog
from flask import Blueprint, Flask
from werkzeug.middleware.proxy_fix import ProxyFix

import saas.upkeep
import tenants.imports.jobs
import tenants.lists.jobs
import tenants.orders.jobs  # noqa: F401  declares its jobs
from saas.api import views as manual
from saas.config import Settings
from saas.health import init_health
from saas.identity import views as identity
from saas.identity.login import init_login
from saas.identity.sessions import IdentityResolver
from saas.kit import db, files, i18n
from saas.kit.context import current, in_unit
from saas.kit.web.front import House, template_globals
from saas.kit.web.rendering import init_rendering
from saas.shell import init_shell
from saas.ui import init_ui
from tenants.catalogue import api as catalogue_api
from tenants.catalogue import views as catalogue
from tenants.customers import api as customers_api
from tenants.customers import views as customers
from tenants.fulfilment import api as fulfilment_api
from tenants.fulfilment import views as fulfilment
from tenants.imports import api as imports_api
from tenants.imports import views as imports
from tenants.inventory import api as inventory_api
from tenants.inventory import views as inventory
from tenants.isolation import HOUSE_LOGIN, cell_login, login_url
from tenants.lists import api as lists_api
from tenants.lists import views as lists
from tenants.orders import api as orders_api
from tenants.orders import views as orders
from tenants.purchasing import api as purchasing_api
from tenants.purchasing import views as purchasing
from tenants.reports import views as reports
from tenants.returns import api as returns_api
from tenants.returns import views as returns
from tenants.stocktakes import api as stocktakes_api
from tenants.stocktakes import views as stocktakes
from tenants.transfers import api as transfers_api
from tenants.transfers import views as transfers

DOORS: tuple[Blueprint, ...] = (
    catalogue_api.api, customers_api.api, fulfilment_api.api, imports_api.api, inventory_api.api, lists_api.api, orders_api.api, purchasing_api.api, manual.door,
    catalogue.door, customers.door, fulfilment.door, identity.account, identity.front, identity.settings, imports.door, inventory.door, lists.door, orders.door,
    purchasing.door, reports.door, returns_api.api, returns.door, stocktakes_api.api, stocktakes.door, transfers_api.api, transfers.door,
)
LARGEST_BODY = 32 << 20  # bytes, all of them in memory; views that take files say how large those may be


def create_app(settings: Settings | None = None) -> House:
    """The whole house, ready to serve or to work."""
    settings = settings or Settings.from_env()
    app = House("saas", root_path=None, static_folder=None)
    app.config.update(
        QUAYSIDE_ENV=settings.env, SETTINGS=settings, SECRET_KEY=settings.secret_key, SECURE=settings.secure,
        MAX_CONTENT_LENGTH=LARGEST_BODY, MAX_FORM_MEMORY_SIZE=2 << 20, TRUST_REQUEST_ID=settings.proxies > 0,
        PUBLIC_BLUEPRINTS={"ui"}, TRUSTED_HOSTS=list(settings.hosts) or None,
    )
    if settings.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, settings.proxies, settings.proxies, settings.proxies, settings.proxies)  # type: ignore[method-assign]
    _logs(settings)
    url, secret = settings.database_url, settings.secret_key
    db.init_db(app, login_url(url, HOUSE_LOGIN, secret), lambda cell: login_url(url, cell_login(cell), secret))
    files.init_files(settings.files_dir)
    i18n.init_i18n(app)
    app.resolver = IdentityResolver()
    app.context_processor(template_globals)
    init_login(app)
    init_rendering(app)
    init_health(app)
    init_ui(app)
    init_shell(app)
    _open_rooms(app)
    return app


def _open_rooms(app: Flask) -> None:
    for door in DOORS:
        app.register_blueprint(door)


def whose(_logger: object, _level: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Every line written within a unit of work says in which tenant, and for which request."""
    if in_unit():
        context = current()
        line |= {"tenant": context.tenant.schema if context.tenant else "saas", **({"request_id": context.request_id} if context.request_id else {})}
    return line


def _logs(settings: Settings) -> None:
    level = logging.WARNING if settings.env == "test" else logging.INFO
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(level), cache_logger_on_first_use=False,
        processors=[structlog.contextvars.merge_contextvars, whose, structlog.processors.add_log_level,
                    structlog.processors.TimeStamper(fmt="iso"), structlog.processors.format_exc_info,
                    structlog.processors.JSONRenderer() if settings.env == "production" else structlog.dev.ConsoleRenderer(colors=False)])
