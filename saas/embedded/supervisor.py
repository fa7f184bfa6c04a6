"""Keeps a few processes running: starts them in order, brings the dead back, stops them in reverse."""

import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

from saas.embedded.children import Part, cause_of_death
from saas.embedded.errors import EmbeddedError
from saas.embedded.log import SharedLog
from saas.kit.i18n import _

_FIRST_PAUSE, _LONGEST_PAUSE, _WELL_AGAIN = 0.5, 30.0, 60.0  # seconds


@dataclass
class _Health:
    part: Part
    pause: float = 0.0
    since: float = 0.0  # when it was last started or tried
    down: bool = False


class Supervisor:
    """Everything happens in the thread that calls: the kernel's farewell to a child hangs on the thread that made it."""

    def __init__(self, log: SharedLog, clock: Callable[[], float] = time.monotonic) -> None:
        self.log, self.clock = log, clock
        self.started: list[_Health] = []

    def start(self, part: Part) -> None:
        """Start it and wait until it answers; raises EmbeddedError."""
        self.started.append(_Health(part, since=self.clock()))  # before, so that a half-started one is stopped too
        self.log.write("supervisor", f"starting {part.name}")
        part.start()

    def watch(self) -> None:
        """Until a signal says stop."""
        while True:
            self.look_after()
            time.sleep(0.2)

    def look_after(self) -> None:
        """One round: whoever died is started again, at once the first time, then after longer and longer pauses."""
        for health in self.started:
            if health.part.running and not health.down:
                if self.clock() - health.since > _WELL_AGAIN:
                    health.pause = 0.0
            elif not health.down:
                self._mourn(health)
            elif self.clock() - health.since >= health.pause:
                self._revive(health)

    def stop(self) -> None:
        """Stop all in reverse order; a second Ctrl-C meanwhile changes nothing."""
        for health in reversed(self.started):
            self.log.write("supervisor", f"stopping {health.part.name}")
            health.part.stop()
        self.started.clear()

    def _mourn(self, health: _Health) -> None:
        health.down, health.since = True, self.clock()
        self._tell(_("%(name)s stopped: %(reason)s", name=health.part.name, reason=cause_of_death(health.part)))

    def _revive(self, health: _Health) -> None:
        health.since = self.clock()
        health.pause = min(max(health.pause * 2, _FIRST_PAUSE), _LONGEST_PAUSE)
        try:
            health.part.start()
        except EmbeddedError as error:
            self._tell(str(error))
        else:
            health.down = False
            self._tell(_("%(name)s was started again.", name=health.part.name))

    def _tell(self, sentence: str) -> None:
        self.log.write("supervisor", sentence)
        print(sentence, file=sys.stderr, flush=True)


def until_told(run: Callable[[], None], stop: Callable[[], None]) -> None:
    """Run until Ctrl-C or SIGTERM or its end, then stop, undisturbed by further signals."""
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job would ignore it
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        run()
    except KeyboardInterrupt:
        pass
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        stop()
