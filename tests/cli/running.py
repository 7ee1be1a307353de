"""How the tests run a command: in this process, with whatever is no message of ours raised."""

from __future__ import annotations

from click.testing import CliRunner, Result

from accord.cli import accord

#: Columns of a terminal, where none is there to ask.
COLUMNS = 80


def run(*arguments: str, **more: str) -> Result:
    """Run a command and return what came of it."""
    result = CliRunner().invoke(accord, arguments, prog_name="accord", **more)  # type: ignore[arg-type]
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def ok(*arguments: str) -> str:
    """Run a command that succeeds and return what it prints."""
    result = run(*arguments)
    assert result.exit_code == 0, result.output
    return result.stdout
