"""Jobs of orders."""

from saas.kit.jobs import Run, job
from tenants.orders.operations import serve_backorders


@job("orders.serve_backorders", queue="house")
def serve_backorders_job(run: Run) -> None:
    """Stock of a SKU arrived or was freed: serve who waits for it, in chunks, until nobody waits or nothing is left."""
    with run.unit():
        served = serve_backorders([run.args["subject_id"]])
    while served.last:
        with run.unit():
            served = serve_backorders([run.args["subject_id"]], served.last)
