"""Lots and serial numbers as goods arrive: told apart where the SKU asks for it, and never two pieces with one number."""

from collections.abc import Iterable, Mapping
from datetime import date

from saas.kit.errors import DomainError
from tenants.inventory.errors import LotExpiresOtherwise, LotNeeded, SerialIsElsewhere
from tenants.inventory.lots import Pair, Tracked, lying, make_lots
from tenants.purchasing.inputs import ReceivedLine


class ArrivingLots:
    """The lots a batch of deliveries names, made before balances are locked; and which serial numbers have a place already."""

    def __init__(self, lines: Iterable[ReceivedLine], skus: Mapping[str, Tracked]) -> None:
        named = [(skus[line.sku], line) for line in lines if line.lot and line.sku in skus]
        wanted: dict[Pair, date | None] = {}
        for sku, line in named:
            if line.expires_on:
                wanted.setdefault((sku.id, line.lot or ""), line.expires_on)
        self.expiry = make_lots(wanted)
        self.lying = lying((sku.id, line.lot or "") for sku, line in named if sku.tracking == "serial")

    def check(self, line: ReceivedLine, sku: Tracked, pointer: str) -> None:
        """Refuse a line whose pieces can't be told apart as its SKU asks, or that says otherwise than what is known."""
        try:
            sku.check(line.lot, line.good + line.damaged, "/good")
        except DomainError as error:
            error.pointer = pointer + error.pointer
            raise
        if line.expires_on and not line.lot:
            raise LotNeeded(f"{pointer}/lot", sku=line.sku)
        place = (sku.id, line.lot or "")
        if line.expires_on and self.expiry.get(place, line.expires_on) != line.expires_on:
            raise LotExpiresOtherwise(f"{pointer}/expires_on", lot=line.lot, known=self.expiry[place].isoformat())
        if sku.tracking == "serial" and place in self.lying:
            raise SerialIsElsewhere(f"{pointer}/lot")

    def take(self, line: ReceivedLine, sku: Tracked) -> None:
        """A checked line's serial number has a place from here on."""
        if sku.tracking == "serial":
            self.lying.add((sku.id, line.lot or ""))
