"""The door of returns' pages, and the words they all use."""

from saas.kit.web import Door
from tenants.returns.wording import CONDITIONS, DECISIONS, PLACES, REASONS, SENT_TO, TAKEN_TO, WHERE, WISHES

door = Door("returns", __name__, "member", url_prefix="/t/<company>/returns", template_folder="../templates")
WORDS = {"CONDITIONS": CONDITIONS, "DECISIONS": DECISIONS, "PLACES": PLACES, "REASONS": REASONS, "SENT_TO": SENT_TO, "TAKEN_TO": TAKEN_TO, "WHERE": WHERE,
         "WISHES": WISHES}
