"""Measuring: `quayside bench`."""

from pathlib import Path

import click

from saas.cli import quayside


@quayside.command()
@click.option("--only", multiple=True, help="Just these parts, by name; may stand several times.")
@click.option("--quick", is_flag=True, help="Short runs and small lists: to see that it works, not to compare.")
@click.option("--rounds", default=3, show_default=True, help="Rounds of each part; the medians are shown.")
@click.option("--json", "target", type=click.Path(dir_okay=False, path_type=Path), help="Write the figures to this file too.")
def bench(only: tuple[str, ...], quick: bool, rounds: int, target: Path | None) -> None:
    """What it costs, beside hand-written SQL for the same work on the same server in the same minute."""
    from saas.bench.ground import ground
    from saas.bench.parts import measured
    from saas.bench.table import PARTS, line, write

    unknown = set(only) - {part.name for part in PARTS}
    if unknown:
        raise click.UsageError(f"No part is called {', '.join(sorted(unknown))}. There are: {', '.join(part.name for part in PARTS)}.")
    figures = []
    with ground(quick) as place:
        for part in PARTS:
            if not only or part.name in only:
                figures.append(measured(part, place, 1 if quick else rounds))
                click.echo(line(figures[-1]))
    if target:
        write(figures, target)
