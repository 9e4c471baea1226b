"""What every command stands in: the global options, names that complete, Dutch help, and the group they belong to."""

from __future__ import annotations

import difflib
import json
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cybermatrix import errors
from cybermatrix.cli.english import in_english
from cybermatrix.cli.words import WrongUse, marked, meant, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from cybermatrix.language import Language
    from cybermatrix.matrix import Base, Matrix
    from cybermatrix.problems import Problem
    from cybermatrix.remembering import Readings


class Session:
    """
    What the global options said, and the matrix they lead to.

    Args:
        alone: whether this process does nothing but this one command.
    """

    def __init__(self, *, alone: bool = False) -> None:
        self.alone = alone
        self.data: str | None = None
        self.overlays: tuple[str, ...] = ()
        self.lang: Language = "nl"

    def matrix(self) -> Matrix:
        """Load the matrix that was asked for."""
        from cybermatrix.loading import load, uncollected  # noqa: PLC0415  # --help needs no data

        self.settle()
        with uncollected(for_good=self.alone):
            matrix = load(self.data, overlays=self.overlays)
        return self.told(matrix)

    def told(self, matrix: Matrix) -> Matrix:
        """Say of a matrix that was written in an older form what was done to read it."""
        for one in matrix.data.converted:
            click.echo(marked(one, self.lang), err=True)
        return matrix

    def sound_matrix(self, readings: Readings) -> tuple[Matrix, dict[str, tuple[Problem, ...]]]:
        """Load it without the overlays that have problems, and give those by municipality."""
        from cybermatrix.loading import load_sound, uncollected  # noqa: PLC0415

        self.settle()
        with uncollected(for_good=self.alone):
            matrix, unsound = load_sound(self.data, overlays=self.overlays, readings=readings)
        return self.told(matrix), unsound

    def folder(self) -> Path | None:
        """Give the folder of text files that is worked on; nothing when the data is one file."""
        from cybermatrix import _resources  # noqa: PLC0415

        folder = _resources.data_folder() if self.data is None else Path(self.data)
        return folder if folder is not None and folder.is_dir() else None

    def command(self, words: str) -> str:
        """Give a command that works on the same data, as one would type it."""
        options = [] if self.data is None else ["--data", self.data]
        for path in self.overlays:
            options += ["--overlay", path]
        return shlex.join(["cybermatrix", *options, *words.split()])

    def settle(self) -> None:
        """Put back a folder in which a change stopped half-way, and say so."""
        from cybermatrix import journal  # noqa: PLC0415

        own = [Path(path).parent for path in self.overlays]
        for folder in dict.fromkeys([*filter(None, [self.folder()]), *own]):
            found = journal.recover(folder)
            if found is not None:
                click.echo(say("put-back", self.lang, when=found.when, what=found.what), err=True)


def session_of(context: click.Context) -> Session:
    """Give what the global options said so far."""
    return context.ensure_object(Session)


def _remember(context: click.Context, parameter: click.Parameter, value: Any) -> None:
    if value is None or value == ():
        return
    session = session_of(context)
    if parameter.name == "overlay":
        session.overlays += tuple(value)
    else:
        setattr(session, str(parameter.name), value)


def common(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the global options too, so that they may stand before or behind its name."""
    options = (
        click.option(
            "--lang",
            type=click.Choice(["nl", "en"]),
            callback=_remember,
            expose_value=False,
            is_eager=True,
            help="Taal: nl of en.",
        ),
        click.option(
            "--overlay",
            multiple=True,
            metavar="BESTAND",
            type=click.Path(),
            callback=_remember,
            expose_value=False,
            help="Eigen bestand van een gemeente; mag vaker.",
        ),
        click.option(
            "--data",
            metavar="PAD",
            type=click.Path(),
            callback=_remember,
            expose_value=False,
            help="Map of .json met een eigen matrix.",
        ),
    )
    for option in options:
        command = option(command)
    return command


if TYPE_CHECKING:
    _WordType = click.ParamType[str, str]
else:
    _WordType = click.ParamType  # older clicks have no parameters here


class Name(_WordType):
    """A word for something in the matrix; only completion looks it up, the question itself says what it does not know."""

    name = "naam"

    def __init__(self, index: str) -> None:
        self.index = index

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:  # noqa: ARG002
        """Give what stands for it in the help."""
        return helped(self.name.upper())

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:  # noqa: ARG002
        """Offer the ids that begin with what was typed."""
        from click.shell_completion import CompletionItem  # noqa: PLC0415

        try:
            base: Base = session_of(ctx).matrix().base
        except (errors.CybermatrixError, OSError):
            return []
        index = getattr(base, self.index)
        return [
            CompletionItem(key, help=item.name)
            for key, item in index.by_id.items()
            if key.startswith(incomplete.lower())
        ]


def filters(*names: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Give a command some of the filters of `Matrix.where` as options."""
    known = {
        "crime": ("crime_index", "Tegen welke vorm of familie van vormen; mag vaker."),
        "partner": ("partner_index", "Welke partij; mag vaker."),
        "intervention": ("intervention_index", "Welke interventie; mag vaker."),
        "role": ("role_index", "Welke rol; mag vaker."),
        "phase": ("phase_index", "Welke fase; mag vaker."),
        "level": ("level_index", "Welk niveau; mag vaker."),
        "audience": ("audience_index", "Voor wie; mag vaker."),
        "area": ("area_index", "Regels voor dit gebied; mag vaker."),
    }

    def add(command: Callable[..., Any]) -> Callable[..., Any]:
        command = click.option("--on", metavar="DATUM", help="Op welke dag, zoals 2026-11-23. Standaard vandaag.")(
            command
        )
        command = click.option("--municipality", type=Name("municipality_index"), help="Gezien vanuit deze gemeente.")(
            command
        )
        for name in reversed(names):
            index, text = known[name]
            command = click.option(f"--{name}", multiple=True, type=Name(index), help=text)(command)
        return command

    return add


def output(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the choice between a table and JSON."""
    command = click.option(
        "--table", "style", metavar="STIJL", default="simple", help="Tabelstijl, zoals github of html."
    )(command)
    return click.option("--json", "as_json", is_flag=True, help="Geef JSON in plaats van een tabel.")(command)


def asked(values: dict[str, Any]) -> dict[str, Any]:
    """Give the filters that were really given."""
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in values.items()
        if value not in (None, ())
    }


def print_json(value: Any) -> None:
    """Print a value as JSON that a person can read too."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def width() -> int | None:
    """Wrap the long column to what the terminal shows; a pipe gets whole lines."""
    return max(30, columns() - 70) if sys.stdout.isatty() else None


def columns() -> int:
    """Give how wide the terminal is, in characters."""
    import shutil  # noqa: PLC0415

    return shutil.get_terminal_size().columns


def helped(text: str) -> str:
    """Give a help text in the language asked for; the Dutch one stands at its command."""
    context = click.get_current_context(silent=True)
    if context is None or session_of(context).lang == "nl":
        return text
    return in_english(text)


class _Help(click.HelpFormatter):
    """Help with the words around it in the language of the help itself."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        lang = session_of(click.get_current_context()).lang
        super().write_usage(prog, args, f"{say('usage', lang)}: " if prefix is None else prefix)

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        said = [(" ".join(map(helped, spec.split(" "))), helped(text)) for spec, text in rows]
        super().write_dl(said, col_max, col_spacing)

    def write_heading(self, heading: str) -> None:
        lang = session_of(click.get_current_context()).lang
        super().write_heading(say(f"heading-{heading.lower()}", lang))


class _Context(click.Context):
    formatter_class = _Help


class _Helping(click.Command):
    """A command whose help follows the language that was asked for."""

    context_class: type[click.Context] = _Context

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "Toon deze uitleg."
        return option

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        return [helped(piece) for piece in super().collect_usage_pieces(ctx)]

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        dutch, self.help = self.help, helped(self.help or "")
        try:
            super().format_help_text(ctx, formatter)
        finally:
            self.help = dutch

    def get_short_help_str(self, limit: int = 45) -> str:
        dutch = self.help, self.short_help
        self.help, self.short_help = helped(self.help or ""), helped(self.short_help or "")
        try:
            return super().get_short_help_str(limit)
        finally:
            self.help, self.short_help = dutch


class _Command(_Helping):
    pass


class _Group(_Helping, click.Group):
    command_class: type[click.Command] | None = _Command
    group_class: type[click.Group | type] | None = type  # a group in a group is one of ours too

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if not ctx.resilient_parsing and args[0] not in self.commands and not args[0].startswith("-"):
            lang = session_of(ctx).lang
            close = difflib.get_close_matches(args[0], self.commands)
            raise WrongUse(" ".join([say("no-command", lang, word=args[0]), *meant(close, lang)]), ctx)
        return super().resolve_command(ctx, args)


def every_command() -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Give every command with the words that one types for it, groups before what is in them."""
    todo: list[tuple[tuple[str, ...], click.Command]] = [((), cli)]
    while todo:
        words, command = todo.pop(0)
        yield words, command
        if isinstance(command, click.Group):
            todo = [((*words, name), inner) for name, inner in sorted(command.commands.items())] + todo


@click.group(
    cls=_Group,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    no_args_is_help=True,
    options_metavar="[OPTIES]",
    subcommand_metavar="OPDRACHT …",
)
@click.version_option(package_name="cybermatrix", message="%(prog)s %(version)s", help="Toon de versie.")
@common
def cli() -> None:
    """Wie doet wat tegen cybercrime en gedigitaliseerde criminaliteit?"""
