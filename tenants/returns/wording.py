"""The words of returns: reasons, wishes, conditions, places, decisions, views; each once, for every page and sentence."""

from saas.kit.i18n import _lp
from tenants.inventory.telling import RETURNED_AS

CONDITIONS = RETURNED_AS
REASONS = {
    "unwanted": _lp("reason of a return", "Not wanted any more"),
    "damaged": _lp("reason of a return", "Arrived damaged"),
    "faulty": _lp("reason of a return", "Doesn't work"),
    "wrong_item": _lp("reason of a return", "Something else was sent"),
    "not_as_described": _lp("reason of a return", "Not as described"),
    "late": _lp("reason of a return", "Arrived too late"),
    "other": _lp("reason of a return", "Another reason"),
}
WISHES = {
    "refund": _lp("wish of a customer who returns", "Money back"),
    "exchange": _lp("wish of a customer who returns", "An exchange"),
    "nothing": _lp("wish of a customer who returns", "Nothing"),
}
PLACES = {
    "stock": _lp("where returned goods go", "Stock"),
    "damaged": _lp("where returned goods go", "Damaged goods"),
    "quarantine": _lp("where returned goods go", "Quarantine, until they are checked"),
    "destroyed": _lp("where returned goods go", "Thrown away"),
    "customer": _lp("where returned goods go", "Back to the customer"),
}
TAKEN_TO = {place: PLACES[place] for place in ("stock", "quarantine", "damaged", "destroyed")}
SENT_TO = {place: PLACES[place] for place in ("stock", "damaged", "destroyed", "customer")}
WHERE = {
    "stock": _lp("where returned goods are", "In stock"),
    "damaged": _lp("where returned goods are", "With the damaged goods"),
    "quarantine": _lp("where returned goods are", "In quarantine"),
    "destroyed": _lp("where returned goods are", "Thrown away"),
    "customer": _lp("where returned goods are", "Sent back"),
}
DECISIONS = {
    "accepted": _lp("decision about returned goods", "Accepted"),
    "rejected": _lp("decision about returned goods", "Rejected"),
}
VIEWS = {
    "authorise": _lp("view of returns", "To authorise"),
    "coming": _lp("view of returns", "On the way"),
    "check": _lp("view of returns", "To check"),
    "refund": _lp("view of returns", "To settle"),
    "all": _lp("view of returns", "All"),
}
