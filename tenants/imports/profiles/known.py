"""Every profile we have, and which one a file's columns speak for."""

from collections.abc import Sequence

from tenants.imports.profiles import china, goods, japan, russia, western
from tenants.imports.profiles.profile import Profile

PROFILES: dict[str, Profile] = {profile.key: profile for family in (western, japan, china, russia, goods) for profile in family.PROFILES}
SURE = 0.99


def recognise(columns: Sequence[str], kind: str) -> Profile | None:
    """The profile whose signs all stand in the columns, the one with the most signs first; None if none does."""
    fitting = [p for p in PROFILES.values() if p.kind == kind and p.matches(columns) >= SURE]
    return max(fitting, key=lambda p: len(p.signs), default=None)
