"""`python -m mkdocs_momentum` is the `momentum` command."""

import sys

from mkdocs_momentum.cli import main

if __name__ == "__main__":
    sys.exit(main())
