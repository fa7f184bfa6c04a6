"""The pages of stocktakes: the list, counting with a scanner, and the review of what differs."""

import secrets
from typing import Any
from urllib.parse import urlencode

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from saas.kit.context import actor, tenant
from saas.kit.errors import Forbidden
from saas.kit.i18n import _, _n
from saas.kit.inputs import read
from saas.kit.operations import only
from saas.kit.web import Door, Form
from saas.ui.story import by_day
from tenants.inventory.queries import warehouse_names
from tenants.inventory.telling import CONDITIONS
from tenants.stocktakes import exporting  # noqa: F401  declares the list
from tenants.stocktakes import operations as verbs
from tenants.stocktakes import queries
from tenants.stocktakes.asking import OpeningForm
from tenants.stocktakes.inputs import Count, Decision, Decisions, Ending, Recounts
from tenants.stocktakes.queries import LIMIT, FindLines, FindStocktakes, OneStocktake
from tenants.stocktakes.telling import DECIDED, DECISIONS, LINE_VIEWS, SCOPES, VIEWS, WAYS, tell

door = Door("stocktakes", __name__, "member", url_prefix="/t/<company>/stock/stocktakes", template_folder="templates")
WORDS = {"CONDITIONS": CONDITIONS, "DECIDED": DECIDED, "DECISIONS": DECISIONS, "LINE_VIEWS": LINE_VIEWS, "SCOPES": SCOPES, "WAYS": WAYS}
_KEPT = ("location", "status", "way")  # what the next entry will most likely share with the last


@door.get("/")
def index() -> ResponseReturnValue:
    find = read(FindStocktakes, {name: value for name in FindStocktakes.model_fields if (value := request.args.get(name, "").strip())})
    return render_template("stocktakes/index.html", find=find, page=queries.list_stocktakes(find, request.args.get("after")),
                           counts=queries.count_stocktakes(find), houses=warehouse_names(), VIEWS=VIEWS, LIMIT=LIMIT, **WORDS)


@door.get("/new")
def new() -> ResponseReturnValue:
    _must("stocktakes:count")
    return _opening(OpeningForm(None, key=secrets.token_hex(8), blind=True, scope="all"))


@door.post("/new")
def open_one() -> ResponseReturnValue:
    form = OpeningForm(request.form)
    opened = form.submit(lambda given: verbs.open_stocktake(given).result())
    if opened is None:
        return _opening(form)
    flash(_n("%(num)s place to count.", "%(num)s places to count.", opened.lines))
    if opened.elsewhere:
        flash(_n("%(num)s more place is being counted by another stocktake.", "%(num)s more places are being counted by other stocktakes.", opened.elsewhere))
    return _to(opened.number)


def _opening(form: OpeningForm) -> ResponseReturnValue:
    return render_template("stocktakes/new.html", form=form, houses=warehouse_names(), **WORDS), form.status


@door.get("/<int:number>")
def show(number: int) -> ResponseReturnValue:
    it = queries.get_stocktake(number)
    if it.state != "counting":
        return _reviewing(it)
    kept = {name: value for name in _KEPT if (value := request.args.get(name, "")[:100])}
    return _counting(it, Form(Count, None, quantity=1, key=secrets.token_hex(8), **{"way": "add", **kept}))


@door.post("/<int:number>/counts")
def count(number: int) -> ResponseReturnValue:
    form = Form(Count, request.form, number=number)
    done = form.submit(lambda given: only(verbs.enter_counts([given])))
    if done is None:
        return _counting(queries.get_stocktake(number), form)
    told = _("%(sku)s stands at %(counted)s. It wasn't on the list and was added.") if done.found else _("%(sku)s stands at %(counted)s.")
    flash(told % {"sku": done.sku, "counted": done.counted})
    kept = {name: value for name in _KEPT if (value := request.form.get(name, ""))}
    return redirect(f"{url_for('stocktakes.show', number=number)}?{urlencode(kept)}", 303)


def _counting(it: OneStocktake, form: Form[Count]) -> ResponseReturnValue:
    return render_template("stocktakes/count.html", it=it, form=form, last=queries.last_counts(it.id), seen=_sees_the_book(it),
                           places=queries.places_to_count(it.id, str(form.value("location") or "")), story=_story(it), **WORDS), form.status


@door.get("/<int:number>/review")
def review(number: int) -> ResponseReturnValue:
    return _reviewing(queries.get_stocktake(number))


def _reviewing(it: OneStocktake) -> ResponseReturnValue:
    if not _sees_the_book(it):
        raise Forbidden(permission="stocktakes:review")
    find = read(FindLines, {name: value for name in FindLines.model_fields if (value := request.args.get(name, "").strip())})
    return render_template("stocktakes/review.html", it=it, find=find, page=queries.list_lines(it.id, find, request.args.get("after")),
                           story=_story(it), currency=tenant().currency, **WORDS)


def _sees_the_book(it: OneStocktake) -> bool:
    """While a blind count goes on, only a reviewer is told what the books say."""
    return not it.blind or it.state != "counting" or actor().may("stocktakes:review")


@door.post("/<int:number>/to-review")
def to_review(number: int) -> ResponseReturnValue:
    verbs.to_review(number)
    flash(_("Counting ended. The differences wait for a decision."))
    return _to(number)


@door.post("/<int:number>/recounts")
def recount(number: int) -> ResponseReturnValue:
    lines = verbs.ask_recounts(read(Recounts, {"number": number, "lines": _lines()}))
    flash(_n("%(num)s line goes back to be counted again.", "%(num)s lines go back to be counted again.", lines))
    return redirect(url_for("stocktakes.review", number=number), 303)


@door.post("/<int:number>/decisions")
def decide(number: int) -> ResponseReturnValue:
    """For the lines ticked, or for all within a tolerance."""
    asked = [{"line": line, "decision": request.form.get("decision", ""), "reason": request.form.get("reason", "")} for line in _lines()]
    within = {"within": request.form["within"]} if request.form.get("within") else {}
    done = verbs.decide(read(Decisions, {"number": number, "lines": asked, **within}))
    flash(_n("%(num)s line decided.", "%(num)s lines decided.", done))
    return redirect(url_for("stocktakes.review", number=number), 303)


@door.get("/<int:number>/lines/<int:line>")
def ask_line(number: int, line: int) -> ResponseReturnValue:
    _must("stocktakes:review")
    return _deciding(number, line, Form(Decision, line=line, decision="accept"))


@door.post("/<int:number>/lines/<int:line>")
def decide_line(number: int, line: int) -> ResponseReturnValue:
    form = Form(Decision, request.form, line=line)
    if form.submit(lambda given: verbs.decide(Decisions(number=number, lines=[given]))) is None:
        return _deciding(number, line, form)
    return redirect(url_for("stocktakes.review", number=number), 303)


def _deciding(number: int, line: int, form: Form[Decision]) -> ResponseReturnValue:
    return render_template("stocktakes/line.html", it=queries.get_stocktake(number), line=line, form=form, **WORDS), form.status


@door.get("/<int:number>/post")
def ask_post(number: int) -> ResponseReturnValue:
    _must("stocktakes:review")
    return render_template("stocktakes/post.html", it=queries.get_stocktake(number), refused=(), currency=tenant().currency)


@door.post("/<int:number>/post")
def post(number: int) -> ResponseReturnValue:
    posting = verbs.post_stocktake(number).result()
    if posting.refused:
        return render_template("stocktakes/post.html", it=queries.get_stocktake(number), refused=posting.refused, currency=tenant().currency)
    flash(_n("Posted: %(num)s line. The books say what was counted.", "Posted: %(num)s lines. The books say what was counted.", posting.lines))
    return _to(number)


@door.get("/<int:number>/cancel")
def ask_cancel(number: int) -> ResponseReturnValue:
    _must("stocktakes:review")
    return render_template("stocktakes/cancel.html", it=queries.get_stocktake(number), form=Form(Ending))


@door.post("/<int:number>/cancel")
def cancel(number: int) -> ResponseReturnValue:
    verbs.cancel_stocktake(read(Ending, {"number": number, "reason": request.form.get("reason", "")}))
    flash(_("Stocktake cancelled. Nothing was changed."))
    return _to(number)


def _lines() -> list[str]:
    return request.form.getlist("ids")


def _story(it: OneStocktake) -> list[Any]:
    return by_day(queries.stocktake_story(it.id), tell)


def _to(number: int) -> ResponseReturnValue:
    return redirect(url_for("stocktakes.show", number=number), 303)


def _must(permission: str) -> None:
    """A page that asks how is for those who may."""
    if not actor().may(permission):
        raise Forbidden(permission=permission)
