"""Reviewing: what differs is counted again, accepted or left as the books have it, posted or called off."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from saas.kit.context import tenant
from saas.kit.errors import Forbidden
from saas.kit.i18n import _, _n
from saas.kit.inputs import read
from saas.kit.operations import must
from saas.kit.web import Form
from tenants.stocktakes import operations as verbs
from tenants.stocktakes import queries
from tenants.stocktakes.inputs import Decision, Decisions, Ending, Recounts
from tenants.stocktakes.queries import FindLines, OneStocktake, sees_the_book
from tenants.stocktakes.views.door import WORDS, door, shown, story


@door.get("/<int:number>/review")
def review(number: int) -> ResponseReturnValue:
    return reviewing(queries.get_stocktake(number))


def reviewing(it: OneStocktake, deciding: Form[Decisions] | None = None) -> ResponseReturnValue:
    """The review, with what is wrong in a decision where one was refused."""
    if not sees_the_book(it):
        raise Forbidden(permission="stocktakes:review")
    find = read(FindLines, {name: value for name in FindLines.model_fields if (value := request.args.get(name, "").strip())})
    return render_template("stocktakes/review.html", it=it, find=find, page=queries.list_lines(it.id, find, request.args.get("after")),
                           deciding=deciding, story=story(it), currency=tenant().currency, **WORDS), deciding.status if deciding else 200


@door.post("/<int:number>/to-review")
def to_review(number: int) -> ResponseReturnValue:
    verbs.to_review(number)
    flash(_("Counting ended. The differences wait for a decision."))
    return shown(number)


@door.post("/<int:number>/recounts")
def recount(number: int) -> ResponseReturnValue:
    lines = verbs.ask_recounts(read(Recounts, {"number": number, "lines": _lines()}))
    flash(_n("%(num)s line goes back to be counted again.", "%(num)s lines go back to be counted again.", lines))
    return redirect(url_for("stocktakes.review", number=number), 303)


@door.post("/<int:number>/decisions")
def decide(number: int) -> ResponseReturnValue:
    """For the lines ticked, or for all within a tolerance."""
    asked = [{"line": line, "decision": request.form.get("decision", ""), "reason": request.form.get("reason", "")} for line in _lines()]
    form = Form(Decisions, {"within": request.form.get("within", "")}, number=number, lines=asked)
    done = form.submit(verbs.decide)
    if done is None:
        return reviewing(queries.get_stocktake(number), form)
    flash(_n("%(num)s line decided.", "%(num)s lines decided.", done))
    return redirect(url_for("stocktakes.review", number=number), 303)


@door.get("/<int:number>/lines/<int:line>")
def ask_line(number: int, line: int) -> ResponseReturnValue:
    return _deciding(number, line, Form(Decision, line=line, decision="accept"))


@door.post("/<int:number>/lines/<int:line>")
def decide_line(number: int, line: int) -> ResponseReturnValue:
    form = Form(Decision, request.form, line=line)
    if form.submit(lambda given: verbs.decide(Decisions(number=number, lines=[given]))) is None:
        return _deciding(number, line, form)
    return redirect(url_for("stocktakes.review", number=number), 303)


def _deciding(number: int, line: int, form: Form[Decision]) -> ResponseReturnValue:
    """One difference with what the books say, which who counts blind mustn't see: not in an answer to a wrong form either."""
    must("stocktakes:review")
    it = queries.get_stocktake(number)
    return render_template("stocktakes/line.html", it=it, line=queries.get_line(it.id, line), form=form, currency=tenant().currency, **WORDS), form.status


@door.get("/<int:number>/post")
def ask_post(number: int) -> ResponseReturnValue:
    must("stocktakes:review")
    it = queries.get_stocktake(number)
    return render_template("stocktakes/post.html", it=it, refused=(), currency=tenant().currency) if it.state == "review" else shown(number)


@door.post("/<int:number>/post")
def post(number: int) -> ResponseReturnValue:
    posting = verbs.post_stocktake(number).result()
    if posting.refused:
        return render_template("stocktakes/post.html", it=queries.get_stocktake(number), refused=posting.refused, currency=tenant().currency)
    flash(_n("Posted: %(num)s line. The books say what was counted.", "Posted: %(num)s lines. The books say what was counted.", posting.lines))
    return shown(number)


@door.get("/<int:number>/cancel")
def ask_cancel(number: int) -> ResponseReturnValue:
    must("stocktakes:review")
    return render_template("stocktakes/cancel.html", it=queries.get_stocktake(number), form=Form(Ending))


@door.post("/<int:number>/cancel")
def cancel(number: int) -> ResponseReturnValue:
    verbs.cancel_stocktake(read(Ending, {"number": number, "reason": request.form.get("reason", "")}))
    flash(_("Stocktake cancelled. Nothing was changed."))
    return shown(number)


def _lines() -> list[str]:
    return request.form.getlist("ids")
