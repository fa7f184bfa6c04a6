"""What can keep an embedded server from starting."""

from typing import Any

from saas.kit.errors import BootError
from saas.kit.i18n import _l


class EmbeddedError(BootError):
    """One sentence for the person at the terminal, in their language when it is shown."""

    def __init__(self, sentence: Any, **data: Any) -> None:
        super().__init__(sentence, data)
        self.sentence = sentence
        self.data = data

    def __str__(self) -> str:
        return str(self.sentence) % self.data


FOLDER_FORBIDDEN = _l("The folder %(folder)s isn't writable. Choose another one with --data.")
FOLDER_IN_USE = _l("Another running Quayside uses the folder %(folder)s. Stop it, or choose another one with --data.")
PORT_TAKEN = _l("Port %(port)s is taken by another program. Choose another one with --port.")
NOT_INSTALLED = _l("The package %(package)s is not installed for this machine. Set %(variable)s to use a server of your own.")
DIED = _l("%(server)s stopped while starting: %(reason)s")
TOO_SLOW = _l("%(server)s did not answer within %(seconds)s seconds; its log is %(log)s.")
ROOT_FORBIDDEN = _l("PostgreSQL refuses to run as root on this machine. Start as another user, or set DATABASE_URL.")
DEMO_IN_PRODUCTION = _l("The demo has open passwords, so it does not run with QUAYSIDE_ENV=production.")
