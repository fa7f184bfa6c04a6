"""Keys that callers give to what they send: the same again under its key counts once, something else under it is refused."""

import hashlib
import json
from functools import cached_property
from typing import Protocol, TypeVar

from saas.kit.errors import DomainError
from saas.kit.i18n import _l
from saas.kit.inputs import Input
from saas.kit.operations import Outcome

T = TypeVar("T")


class Compared(Protocol):
    """What can tell whether it is the same as before."""

    def is_other_than(self, fingerprint: str) -> bool: ...


class KeyReused(DomainError):
    status, code, sentence = 422, "key_reused", _l("This key was sent with something else before. Use a new key.")


class Keyed(Input):
    """An input with a `key` that its caller chose."""

    @cached_property
    def fingerprint(self) -> str:
        """Tells whether what comes under a key is the same as before."""
        said = json.dumps(self.model_dump(mode="json", exclude={"key"}), ensure_ascii=False, sort_keys=True)
        return hashlib.blake2b(said.encode(), digest_size=12).hexdigest()

    def is_other_than(self, fingerprint: str) -> bool:
        """Was it something else that had this fingerprint? Nobody can tell where none was kept."""
        return fingerprint not in ("", self.fingerprint)


def once_more(item: Compared, fingerprint: str, value: T) -> Outcome[T]:
    """What becomes of an item whose key had its effect already: `again` with what came of it, KeyReused for something else."""
    return Outcome.refused(KeyReused("/key")) if item.is_other_than(fingerprint) else Outcome.again(value)
