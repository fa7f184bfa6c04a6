"""The design system: tokens, stylesheets, modules, layouts, macros, formats and the gallery that shows them all."""

from flask import Flask, g

from saas.kit.web.guarding import csrf_token
from saas.ui import assets, charts, gallery
from saas.ui.fields import field_facts
from saas.ui.filters import init_filters
from saas.ui.grid import rows_of
from saas.ui.icons import icon, shape
from saas.ui.once import once
from saas.ui.states import look

__all__ = ["init_ui"]


def init_ui(app: Flask) -> None:
    """Bring formats, icons, macros and assets to an app; the gallery everywhere but in production."""
    init_filters(app)
    app.jinja_env.globals.update(
        icon=icon, shape=shape, look=look, asset_url=assets.asset_url, STYLES=assets.STYLES, field_facts=field_facts, rows_of=rows_of, once=once,
        columns_of=charts.columns_of, curve_of=charts.curve_of, bars_of=charts.bars_of, strip_of=charts.strip_of,
        form_token=lambda: csrf_token(g.get("entry")),
    )
    app.register_blueprint(assets.blueprint)
    if app.config["QUAYSIDE_ENV"] != "production":
        app.add_url_rule("/ui/gallery", "ui.gallery", gallery.show)
