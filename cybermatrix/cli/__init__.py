"""
The command line: parse, call one function, print. Results on stdout, messages on stderr.

Each module beside this one holds the commands of one kind of work; what they share is in `frame` and `words`.
"""

from __future__ import annotations

import gc
import io
import os
import sys
from typing import TYPE_CHECKING, cast

import click

from cybermatrix import errors
from cybermatrix.cli import asking, desk, making, publish, releasing  # noqa: F401  # each adds its commands
from cybermatrix.cli.frame import Session, cli
from cybermatrix.cli.words import (
    DATA_WRONG,
    FINE,
    INTERRUPTED,
    NOT_DONE,
    USE_WRONG,
    counted,
    explained,
    marked,
    say,
    wrong_use,
)
from cybermatrix.problems import cause, printable, term

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["cli", "main", "run"]

_COMPLETE = "_CYBERMATRIX_COMPLETE"
# The question was right, and yet it could not be done.
_COULD_NOT = (
    errors.EngineMissing,
    errors.AssetMissing,
    errors.DoesNotFit,
    errors.ExtraMissing,
    errors.Busy,
    errors.NotShared,
    errors.ClusterAway,
    errors.NotAsMeant,
    errors.ChangedSince,
)


def main(arguments: Sequence[str] | None = None) -> None:
    """
    Run the command line and leave with its exit status.

    0 fine (warnings too), 1 the data has problems, 2 the question or the use was wrong, 3 it could not be done, 130 Ctrl-C.
    """
    status = run(arguments, alone=True)
    gc.freeze()  # all there is goes with the process: looking through it first takes as long as a page
    sys.exit(status)


def run(arguments: Sequence[str] | None = None, *, alone: bool = False) -> int:
    """
    Run the command line and give its exit status.

    Args:
        arguments: what was typed; by default of this process.
        alone: whether this process does nothing else.
    """
    session = Session(alone=alone)
    color = False if os.environ.get("NO_COLOR") else None  # click leaves NO_COLOR to its callers
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal that knows no é still gets the rest
            stream.reconfigure(errors="replace")
    try:
        left = cli.main(
            args=None if arguments is None else list(arguments),
            prog_name="cybermatrix",
            standalone_mode=False,
            obj=session,
            color=color,
        )
    except SystemExit as leaving:
        # Completion leaves this way with its own status; so does click when the reader, such as head, has seen enough.
        return cast("int", leaving.code) if _COMPLETE in os.environ else FINE
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return USE_WRONG
    except click.UsageError as error:
        if error.ctx is not None:
            with error.ctx.scope(cleanup=False):  # the help follows the language that the context knows
                pieces = " ".join(error.ctx.command.collect_usage_pieces(error.ctx))
            click.echo(f"{say('usage', session.lang)}: {error.ctx.command_path} {pieces}", err=True)
            click.echo(say("more", session.lang, command=error.ctx.command_path), err=True)
        click.echo(wrong_use(error, session.lang), err=True)
        return USE_WRONG
    except click.Abort:
        click.echo(say("interrupted", session.lang), err=True)
        return INTERRUPTED
    except errors.InvalidMatrix as error:
        for one in error.problems:
            click.echo(marked(one, session.lang), err=True, color=color)
        click.echo(counted(error.problems, session.lang), err=True)
        return DATA_WRONG
    except errors.CybermatrixError as error:
        click.echo(explained(error, session.lang), err=True)
        return NOT_DONE if isinstance(error, _COULD_NOT) else USE_WRONG
    except OSError as error:
        if error.errno is None:  # raised by us: a folder of the package is missing
            click.echo(say("incomplete", session.lang), err=True)
        else:
            reason = term(cause(error), session.lang)
            click.echo(say("not-done", session.lang, path=printable(str(error.filename)), reason=reason), err=True)
        return NOT_DONE
    return left if isinstance(left, int) else FINE


if __name__ == "__main__":
    main()
