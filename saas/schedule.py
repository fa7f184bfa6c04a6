"""What happens by the clock: task → how often."""

from datetime import timedelta

from saas.kit.jobs.relay import Task

SCHEDULE = (
    Task("house.prune", timedelta(hours=1)),
    Task("house.refill_blanks", timedelta(minutes=10)),
    Task("house.erase_due", timedelta(hours=6)),
    Task("house.prune_answers", timedelta(hours=6)),
    Task("house.prune_runs", timedelta(hours=6)),
    Task("house.know_customers", timedelta(days=1)),
    Task("house.lift_holds", timedelta(minutes=5)),
    Task("house.close_due", timedelta(minutes=30)),
)
