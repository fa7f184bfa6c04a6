"""Who hears of what: event → the jobs that follow it. One table, so that nothing happens behind anyone's back."""

SUBSCRIBERS: dict[str, tuple[str, ...]] = {
    "catalogue.listed": ("orders.recognise_skus",),
    "kit.changed": ("orders.recognise_skus",),
    "lot.changed": ("orders.serve_backorders",),
    "policy.changed": ("orders.serve_everyone",),
    "stock.arrived": ("orders.serve_backorders",),
    "stock.wanted": ("orders.serve_backorders",),
    "warehouse.changed": ("orders.serve_everyone",),
}
