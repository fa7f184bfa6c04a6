"""The gallery: every piece of the design system in each state, with data that could be real. Not in production."""

from flask import g, render_template, request

from saas.ui.samples import sample

THEMES, DENSITIES = ("system", "light", "dark"), ("comfortable", "compact")


def show() -> str:
    """?lang=ru, ?theme=dark and ?density=compact choose how it is shown."""
    asked = request.args
    g.language = asked.get("lang") or "en"
    return render_template("ui/gallery.html", **sample(asked.get("theme", "system"), asked.get("density", "comfortable")))
