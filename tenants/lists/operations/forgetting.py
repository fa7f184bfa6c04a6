"""Runs that are long over are forgotten, with the outcomes of their items."""

from saas.kit import arrays, db
from saas.kit.operations import operation

KEPT, AT_ONCE = "90 days", 200_000
# So many runs that their items are as many as one unit of work can delete while others work.
_OVER = f"""
SELECT id FROM (SELECT id, sum(total) OVER (ORDER BY finished_at, id) AS items FROM (
  SELECT id, total, finished_at FROM bulk_run WHERE finished_at < now() - interval '{KEPT}' ORDER BY finished_at, id LIMIT 1000) r) n
 WHERE items <= {AT_ONCE}"""
_FORGET = db.stacked("DELETE FROM bulk_item WHERE run_id = ANY (%s::bigint[])", "DELETE FROM bulk_run WHERE id = ANY (%s::bigint[])")


@operation("lists:run")
def forget_runs() -> int:
    """Forget the oldest of the runs that ended more than 90 days ago; how many."""
    over = arrays.ints(row.id for row in db.rows(_OVER))
    return db.run(_FORGET, [over, over])
