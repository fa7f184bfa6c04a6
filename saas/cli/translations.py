"""Languages: collect what can be translated, bring the catalogues up to date, compile and check them."""

import subprocess
import sys
from pathlib import Path

import click
from babel.messages.pofile import read_po

from saas.cli import quayside
from saas.kit.i18n import LANGUAGES, folder

KEYWORDS = ("_", "_l", "_n:1,2", "_p:1c,2", "_lp:1c,2", "gettext", "ngettext:1,2", "pgettext:1c,2", "npgettext:1c,2,3")


@quayside.group()
def translations() -> None:
    """The four languages' catalogues in translations/."""


@translations.command()
def update() -> None:
    """Collect the texts of code and templates, and bring every catalogue up to date without guessing."""
    root = folder().parent
    pot = folder() / "messages.pot"
    keywords = [word for keyword in KEYWORDS for word in ("-k", keyword)]
    _babel("extract", "-F", str(folder() / "babel.cfg"), *keywords, "--no-wrap", "--sort-output", "--no-location",
           "--omit-header", "-o", str(pot), *(str(root / name) for name in ("saas", "tenants")))
    for language in LANGUAGES:
        if language != "en":
            target = folder() / language / "LC_MESSAGES" / "messages.po"
            verb = ("update", "--no-fuzzy-matching", "--ignore-obsolete", "--ignore-pot-creation-date") if target.exists() else ("init",)
            target.parent.mkdir(parents=True, exist_ok=True)
            _babel(verb[0], "-i", str(pot), "-o", str(target), "-l", language, "--no-wrap", *verb[1:])
    pot.unlink()


@translations.command()
def build() -> None:
    """Compile the catalogues for use."""
    for target in sorted(folder().glob("*/LC_MESSAGES/messages.po")):
        _babel("compile", "-i", str(target), "-o", str(target.with_suffix(".mo")), "-l", target.parts[-3])


@translations.command()
def check() -> None:
    """Say what is missing or fuzzy; exits 1 on any."""
    wrong = [(path.parts[-3], message.id) for path in sorted(folder().glob("*/LC_MESSAGES/messages.po"))
             for message in unfinished(path)]
    for language, text in wrong:
        click.echo(f"{language}: {text}")
    sys.exit(1 if wrong else 0)


def unfinished(path: Path) -> list[object]:
    """Messages of a catalogue that are fuzzy or lack a translation or one of its plural forms."""
    catalogue = read_po(path.open("rb"))
    return [m for m in catalogue if m.id and (m.fuzzy or not all(m.string if isinstance(m.string, tuple) else (m.string,)))]


def _babel(*words: str) -> None:
    done = subprocess.run([sys.executable, "-m", "babel.messages.frontend", *words], capture_output=True, text=True)
    if done.returncode:
        raise click.ClickException(done.stderr.strip().splitlines()[-1])
