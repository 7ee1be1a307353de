"""The group that all commands belong to, and what becomes of errors."""

from __future__ import annotations

import errno
import gc
import os
import sys
from typing import Any

import click

from .. import __version__
from .ask import ask, questions
from .brokerage import brokerage
from .centrality import centrality
from .cite import cite
from .communities import communities
from .coverage import coverage
from .export import export
from .import_ import import_
from .info import info
from .link import link
from .load import load
from .matrix import matrix
from .network import network
from .pairs import pairs
from .path import path
from .quasi import quasi_alliances
from .query import query
from .report import report
from .show import show
from .source import source
from .tie import tie
from .timeline import changes, timeline
from .trend import trend
from .validate import validate
from .view import view
from .whatif import whatif
from .who_next import who_next

#: The exit code of a command that a signal ended is 128 and the signal's number; Ctrl-C sends 2.
_INTERRUPTED = 130


class _Failure(click.ClickException):
    """An error as one line, its hint as another; the exit code says that it could not run."""

    exit_code = 3

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(f"{message}\n{hint}" if hint else message)


class _WrongUsage(_Failure):
    """The same, where what was asked for makes no sense."""

    exit_code = 2


class _Accord(click.Group):
    """A group that turns errors into messages, unless ``--debug`` asks for the traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except BrokenPipeError:
            # Whoever read has gone: nothing to say, and nothing more to flush at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(0)
        except KeyboardInterrupt:
            ctx.exit(_interrupted())
        except Exception as error:
            if ctx.params.get("debug"):
                raise
            raise _failure(error) from None
        return result


def _interrupted() -> int:
    """Say in one line that the command was interrupted, and return the exit code of one that Ctrl-C ended."""
    # What shows progress leaves the cursor in its line.
    click.echo("\r\x1b[KInterrupted." if sys.stderr.isatty() else "Interrupted.", err=True)
    return _INTERRUPTED


def _failure(error: Exception) -> Exception:
    """Return the message that an error becomes; a fault of the program itself stays what it is."""
    from ..graph import AccordError, RequestError

    if isinstance(error, AccordError):
        failure = _WrongUsage if isinstance(error, RequestError) else _Failure
        return failure(str(error), error.hint)
    if isinstance(error, OSError):
        if error.errno == errno.ENOSPC:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _Failure(f"{error.filename or 'stdout'}: {error.strerror or error}")
    return error


def _version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if not wanted or ctx.resilient_parsing:
        return
    from ..graph import KnowledgeGraph

    click.echo(f"accord {__version__}, record {KnowledgeGraph.load().version}")
    ctx.exit()


@click.group(cls=_Accord, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Print versions.")
@click.option("-q", "--quiet", is_flag=True, help="Print no notes on stderr.")
@click.option("-v", "--verbose", is_flag=True, help="Print on stderr what was read and sliced.")
@click.option("--debug", is_flag=True, help="Print the traceback of an error.")
def accord(quiet: bool, verbose: bool, debug: bool) -> None:
    """Who is bound to whom, through what, since when, and who says so.

    Accord is a knowledge graph of security partnerships between states. Data goes to stdout, notes to
    stderr. Exit codes: 0 done, 1 the answer is no, 2 wrong usage, 3 could not run, 130 interrupted.

    \b
    Examples:
      accord tie Japan France
      accord centrality --measure betweenness --at 2024-12-31
      accord view -o accord.html
      accord export -o accord.ttl
    """


_COMMANDS = (
    ask,
    brokerage,
    centrality,
    changes,
    cite,
    communities,
    coverage,
    export,
    import_,
    info,
    link,
    load,
    matrix,
    network,
    pairs,
    path,
    quasi_alliances,
    query,
    questions,
    report,
    show,
    source,
    tie,
    timeline,
    trend,
    validate,
    view,
    whatif,
    who_next,
)

for command in _COMMANDS:
    accord.add_command(command)


def main() -> None:
    """Run the command line."""
    # A command makes much and ends soon: looking for garbage every few hundred objects costs it a seventh of its time.
    gc.set_threshold(200_000, 50, 50)
    try:
        accord(prog_name="accord")
    except KeyboardInterrupt:  # while the command line was read, or Python was about to exit
        sys.exit(_interrupted())
