"""The door of purchasing's API, and what its endpoints share."""

from typing import Any

from saas.kit.api import Api
from saas.kit.i18n import _l
from saas.kit.inputs import Field, Input, Prose
from saas.kit.operations import Outcome

api = Api("purchasing", __name__)
MOST = 1000


class Why(Input):
    """Why it is done, if anyone should know."""

    reason: Prose = Field("", title=_l("Reason"), max_length=500)


def created(outcome: Outcome[Any], shown: Any) -> Any:
    """201 for what was made now, 200 for what the same key made before."""
    return shown(outcome.result()), 201 if outcome.status == "done" else 200


def tagged(body: dict[str, Any], status: int = 200) -> Any:
    """What stands there now, with its ETag."""
    return body, status, {"ETag": f'"{body["version"]}"'}
