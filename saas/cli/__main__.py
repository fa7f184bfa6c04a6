"""`python -m saas.cli`: the same as `quayside`."""

from saas.cli import main

main()
