"""What a person asks for when they open a stocktake: codes typed or pasted, apart by spaces or lines."""

from collections.abc import Mapping
from typing import Any

from saas.kit.web import Form
from tenants.stocktakes.inputs import NewStocktake

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
