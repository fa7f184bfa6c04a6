"""The verbs of identity: signing in and out, one's own settings, the people of a company, its tokens."""

from saas.identity.operations.own import change_password, change_settings
from saas.identity.operations.people import AddedPerson, add_person, change_role, remove_person
from saas.identity.operations.signing import end_session, sign_in, sign_out, sign_out_everywhere
from saas.identity.operations.tokens import create_token, revoke_token

__all__ = ["AddedPerson", "add_person", "change_password", "change_role", "change_settings", "create_token", "end_session",
           "remove_person", "revoke_token", "sign_in", "sign_out", "sign_out_everywhere"]
