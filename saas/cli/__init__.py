"""The `quayside` command: run, serve, work, migrate, prove, call verbs, measure, look after tenants and languages."""

import sys

import click
import psycopg2
from sqlalchemy.exc import DBAPIError

from saas.kit.errors import BootError, DomainError


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def quayside() -> None:
    """Outsourced order management: many client companies, one calm house.

    Real servers are named by DATABASE_URL, REDIS_URL, SECRET_KEY and FILES_DIR; the demo brings its own."""


def main() -> None:
    """Run the command; what goes wrong is one sentence and exit code 2."""
    from saas.cli import benching, running, tenants, translations, verbs  # noqa: F401  each adds its commands

    try:
        quayside(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.exceptions.Abort:
        sys.exit(130)
    except (BootError, DomainError) as error:
        _stop(str(error))
    except (DBAPIError, psycopg2.Error) as error:
        told = str(getattr(error, "orig", error)).strip()
        _stop(f"PostgreSQL says: {told.splitlines()[0]}" if told else "PostgreSQL closed the connection.")
    except OSError as error:
        _stop(f"{error.filename}: {error.strerror}" if error.filename else str(error))


def _stop(sentence: str) -> None:
    click.echo(sentence, err=True)
    sys.exit(2)


if __name__ == "__main__":
    main()
