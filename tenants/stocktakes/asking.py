"""What a person asks for when they open a stocktake and walk along its list: codes typed or pasted, one place after another."""

from collections.abc import Mapping, Sequence
from typing import Any

from saas.kit.web import Form
from tenants.stocktakes.inputs import NewStocktake
from tenants.stocktakes.queries import Place

_LISTS = ("locations", "skus")


class OpeningForm(Form[NewStocktake]):
    """A new stocktake; an empty tick is a no, and only what the chosen scope asks for is read."""

    def __init__(self, data: Mapping[str, str] | None = None, **initial: Any) -> None:
        super().__init__(NewStocktake, data, **initial)
        self.text = {name: str(self.typed.get(name, "")) for name in _LISTS}
        for name in _LISTS:
            self.typed[name] = self.text[name].split()
        if data is not None:
            self.typed["blind"] = "true" if data.get("blind") else "false"

    def value(self, name: str) -> Any:
        return self.text[name] if name in self.text else super().value(name)


class Walk:
    """The way along the list: the place to count now (none once all are counted), and the line that comes after it."""

    def __init__(self, places: Sequence[Place], line: int) -> None:
        self.places = places
        at = next((n for n, place in enumerate(places) if place.line_no == line), 0)
        self.now = places[at] if places else None
        self.next = places[at + 1].line_no if at + 1 < len(places) else 0

    @property
    def place(self) -> dict[str, str]:
        """What an entry for the place says besides its pieces."""
        if self.now is None:
            return {}
        return {"code": self.now.sku, "location": self.now.location, "lot": self.now.lot or "", "status": self.now.status, "way": "set"}
