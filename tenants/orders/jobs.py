"""Jobs of orders."""

from collections.abc import Callable

from saas.kit.jobs import Run, job
from tenants.orders.operations import Served, know_customers, recognise_skus, serve_backorders, serve_everyone


@job("orders.serve_backorders", queue="house")
def serve_backorders_job(run: Run) -> None:
    """Stock of a SKU arrived or was freed: serve who waits for it."""
    _in_turn(run, lambda *after: serve_backorders([run.args["subject_id"]], *after))


@job("orders.serve_everyone", queue="house")
def serve_everyone_job(run: Run) -> None:
    """The rules have changed: look at everyone who waits again."""
    _in_turn(run, serve_everyone)


def _in_turn(run: Run, serve: Callable[..., Served]) -> None:
    """In chunks, until nobody waits or nothing is left."""
    with run.unit():
        served = serve()
    while served.last:
        with run.unit():
            served = serve(served.last)


@job("orders.recognise_skus", queue="house")
def recognise_skus_job(run: Run) -> None:
    """The catalogue has grown: orders that waited for a SKU to be listed may go on."""
    more = True
    while more:
        with run.unit():
            more = recognise_skus() > 0


@job("orders.know_customers", queue="house")
def know_customers_job(run: Run) -> None:
    """Orders placed before customers were kept: learn who placed them."""
    place: int | None = 0
    while place is not None:
        with run.unit():
            place = know_customers(place)
