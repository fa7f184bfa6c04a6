"""What a demo must know again tomorrow, kept in its data folder: its one password, its companies' tokens, and which of
the companies it has only begun to fill."""

import json
import os
import secrets
from collections.abc import Callable
from pathlib import Path
from threading import Lock

_WORDS = ("amber anchor apple autumn basin beacon birch bramble breeze bridge canvas cedar cobalt copper coral crane delta ember falcon fern "
          "ferry garnet ginger glacier granite harbor hazel heron indigo island ivory jasper juniper kestrel lagoon lantern larch lemon lilac "
          "linen maple marble meadow mosaic nutmeg ocean olive orchid otter pebble pepper pine plum quartz quay raven reef ribbon river saffron "
          "sail sand spruce summer tangerine thistle timber topaz tulip valley velvet violet walnut willow winter zephyr").split()


class Kept:
    """The folder's memory. Companies are filled side by side, so every change is made and written by one at a time."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "sample.json"
        self._one_at_a_time = Lock()
        known = json.loads(self._file.read_text()) if self._file.exists() else {}
        self.password: str = known.get("password") or "-".join(secrets.choice(_WORDS) for _word in range(4))
        self.tokens: dict[str, str] = known.get("tokens", {})
        self.begun: list[str] = known.get("begun", [])
        self._change(lambda: None)

    def remember_token(self, slug: str, token: str) -> None:
        self._change(lambda: self.tokens.update({slug: token}))

    def begin(self, slug: str) -> None:
        self._change(lambda: self.begun.append(slug))

    def finish(self, slug: str) -> None:
        self._change(lambda: self.begun.remove(slug))

    def _change(self, change: Callable[[], None]) -> None:
        """Written whole or not at all, for the owner's eyes only."""
        with self._one_at_a_time:
            change()
            new = self._file.with_suffix(".new")
            with open(new, "w", opener=lambda path, flags: os.open(path, flags, 0o600)) as out:
                json.dump({"password": self.password, "tokens": self.tokens, "begun": self.begun}, out)
            new.replace(self._file)
