"""Settings, read once from the environment; a variable we do not understand is refused at boot."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from saas.kit.errors import BootError

ENVIRONMENTS = ("development", "demo", "test", "production")
OWN = {
    "QUAYSIDE_ENV", "QUAYSIDE_LEASE_SECONDS", "QUAYSIDE_HOSTS", "QUAYSIDE_PROXIES", "QUAYSIDE_BLANK_TENANTS",
    "QUAYSIDE_METRICS_PORT", "QUAYSIDE_VENV", "QUAYSIDE_REQUIRE_BROWSER", "QUAYSIDE_SHARED", "QUAYSIDE_CI",
}


class SettingsError(BootError):
    """The environment says something we can't run with; the message is one sentence for a person."""


@dataclass(frozen=True)
class Settings:
    """Everything that differs between machines. `database_url` belongs to the owner of the database; web and
    workers use logins of their own, whose passwords are derived from `secret_key`."""

    env: str
    database_url: str
    redis_url: str
    secret_key: str
    files_dir: Path
    smtp_url: str | None = None
    stripe_api_key: str | None = None
    stripe_webhook_secret: str | None = None
    hosts: tuple[str, ...] = ()
    proxies: int = 0
    lease_seconds: int = 30
    blank_tenants: int = 5
    metrics_port: int | None = None

    @property
    def secure(self) -> bool:
        """True where people come over https only: cookies are then Secure and bound to the host."""
        return self.env == "production"

    @classmethod
    def from_env(cls, env: Mapping[str, str] = os.environ) -> "Settings":
        """Read the environment; raise SettingsError with one sentence where it can't be run with."""
        unknown = sorted(name for name in env if name.startswith("QUAYSIDE_") and name not in OWN)
        if unknown:
            raise SettingsError(f"Unknown setting {unknown[0]}. Known are: {', '.join(sorted(OWN))}.")
        return cls(
            env=_one_of(env, "QUAYSIDE_ENV", ENVIRONMENTS, "production"),
            database_url=_url(env, "DATABASE_URL", ("postgresql", "postgres", "postgresql+psycopg2")),
            redis_url=_url(env, "REDIS_URL", ("redis", "rediss", "unix")),
            secret_key=_secret(env),
            files_dir=Path(_needed(env, "FILES_DIR")),
            smtp_url=env.get("SMTP_URL") or None,
            stripe_api_key=env.get("STRIPE_API_KEY") or None,
            stripe_webhook_secret=env.get("STRIPE_WEBHOOK_SECRET") or None,
            hosts=tuple(filter(None, env.get("QUAYSIDE_HOSTS", "").split(","))),
            proxies=_number(env, "QUAYSIDE_PROXIES", 0),
            lease_seconds=_number(env, "QUAYSIDE_LEASE_SECONDS", 30),
            blank_tenants=_number(env, "QUAYSIDE_BLANK_TENANTS", 5),
            metrics_port=_number(env, "QUAYSIDE_METRICS_PORT", 0) or None,
        )


def _needed(env: Mapping[str, str], name: str) -> str:
    if value := env.get(name):
        return value
    raise SettingsError(f"Set {name}. The demo brings servers of its own; serve, worker and migrate need real ones.")


def _one_of(env: Mapping[str, str], name: str, allowed: tuple[str, ...], default: str) -> str:
    value = env.get(name) or default
    if value not in allowed:
        raise SettingsError(f"{name} is {value!r}; it must be one of {', '.join(allowed)}.")
    return value


def _number(env: Mapping[str, str], name: str, default: int) -> int:
    value = env.get(name) or str(default)
    if not value.isdecimal():
        raise SettingsError(f"{name} is {value!r}; it must be a whole number.")
    return int(value)


def _secret(env: Mapping[str, str]) -> str:
    value = _needed(env, "SECRET_KEY")
    if len(value) < 32:
        raise SettingsError("SECRET_KEY must have at least 32 characters: cookies and database logins hang on it.")
    return value


def _url(env: Mapping[str, str], name: str, schemes: tuple[str, ...]) -> str:
    value = _needed(env, name)
    if urlsplit(value).scheme not in schemes:
        raise SettingsError(f"{name} must begin with {schemes[0]}://.")
    return value
