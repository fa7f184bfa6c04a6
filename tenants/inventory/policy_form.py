"""The form of the policy: buffers are typed a line for each channel, and which version the person saw is kept."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from saas.kit.context import tenant
from saas.kit.errors import FieldError
from saas.kit.money import to_text
from saas.kit.web import Form
from tenants.inventory.errors import NotABuffer
from tenants.inventory.inputs import PolicyChange
from tenants.inventory.queries import Policy

R = TypeVar("R")


class PolicyForm(Form[PolicyChange]):
    """What a person typed of the policy; `version` is the one they saw, None where the form doesn't say."""

    def __init__(self, data: Mapping[str, str] | None = None, **initial: Any) -> None:
        super().__init__(PolicyChange, data, **initial)
        self.lines = self.typed.pop("buffers", "")
        seen = str((data or initial).get("version", ""))
        self.version = int(seen) if seen.isdecimal() else None
        self.typed.pop("version", None)

    @classmethod
    def of(cls, policy: Policy) -> "PolicyForm":
        """The policy as it stands."""
        shown = {name: "" if (value := getattr(policy, name)) is None else value for name in PolicyChange.model_fields}
        lines = "\n".join(f"{channel}: {pieces}" for channel, pieces in policy.buffers.items())
        return cls(None, **shown | {"min_split": to_text(policy.min_split, tenant().currency), "buffers": lines, "version": policy.version})

    def attempt(self, verb: Callable[[PolicyChange], R]) -> R | None:
        """As every form; a line that says no channel and pieces is an error of its field."""
        buffers: dict[str, int] = {}
        for line in filter(None, map(str.strip, self.lines.splitlines())):
            channel, colon, pieces = line.replace("：", ":").rpartition(":")
            if not colon or not pieces.strip().isdecimal():
                self.status, self.errors = NotABuffer.status, [FieldError("/buffers", NotABuffer.code)]
                return None
            buffers[channel.strip()] = int(pieces)
        self.typed["buffers"] = buffers
        return super().attempt(verb)

    def value(self, name: str) -> Any:
        return {"buffers": self.lines, "version": self.version}.get(name, super().value(name))
