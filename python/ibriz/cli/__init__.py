"""The command line: `ibriz normalize`, `ibriz extract`, `ibriz info`."""

from __future__ import annotations

import sys


def main() -> None:
    """Runs the command line, or says what it needs."""
    try:
        from ibriz.cli.commands import ibriz
    except ModuleNotFoundError as missing:
        if missing.name not in ("click", "rich", "pyarrow"):
            raise
        print(f"The command line needs {missing.name}: pip install 'ibriz[cli]'", file=sys.stderr)
        sys.exit(2)
    ibriz(prog_name="ibriz")
