"""The program ``planner``: its language, its commands, and its exit codes."""

import gettext
import os
import sys
from collections.abc import Sequence
from itertools import pairwise, takewhile

import click

from planner.cli.commands import SUMMARIES, Command, made
from planner.cli.options import language_option
from planner.cli.refusals import WrongUseError, refusal
from planner.language import CATALOGUES, LANGUAGES, _, set_language

COMPLETION = "_PLANNER_COMPLETE"
"""The environment variable by which a shell asks what a word could become (README)."""


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code.

    Raises
    ------
    KeyboardInterrupt
        If Ctrl-C ends it.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    _speak(_wanted_language(given))
    try:
        return _run(given)
    except click.exceptions.Exit as ended:  # after --help and --version
        return ended.exit_code
    except click.UsageError as error:
        print(refusal(error), file=sys.stderr)
        return 2
    except WrongUseError as error:
        print(error, file=sys.stderr)
        return 2
    except click.Abort:
        return 130
    except BrokenPipeError:  # the reader of our output, such as ``head``, has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _run(given: list[str]) -> int:
    """Parse, and call the command that is named, or answer a shell that completes a word."""
    commands = program()
    if asked := os.environ.get(COMPLETION):
        from click.shell_completion import shell_complete

        return shell_complete(commands, {}, "planner", COMPLETION, asked)
    with commands.make_context("planner", given) as context:
        import logging  # late, as all that --help need not wait for

        # an engine that fails stands in the plan as a fault, and is told there in the language in use
        logging.basicConfig(level=logging.ERROR, format="%(levelname)s: %(message)s")
        return int(commands.invoke(context))


def program() -> click.Group:
    """Make the program with all its commands, its texts in the language in use."""
    return _Commands(
        "planner",
        help=_("Plans large public programmes: order, pace, proof."),
        params=[_version_option(), language_option()],
        options_metavar=_("[OPTIONS]"),
        subcommand_metavar=_("COMMAND [ARGUMENTS]..."),
        no_args_is_help=False,
    )


class _Commands(Command, click.Group):
    """The commands, each loaded when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Give their names."""
        return list(SUMMARIES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Give one, or ``None`` where there is none of that name."""
        return made(cmd_name) if cmd_name in SUMMARIES else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List what each is for, and load none."""
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, summary()) for name, summary in SUMMARIES.items()])


def _version_option() -> click.Option:
    return click.Option(
        ["--version"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=_show_version,
        help=_("show the version and exit"),
    )


def _show_version(context: click.Context, _option: click.Parameter, is_asked: bool) -> None:
    if not is_asked or context.resilient_parsing:
        return
    from importlib.metadata import version  # late: 20 ms

    print(f"planner {version('planner')}")
    context.exit()


def _speak(code: str) -> None:
    """Use a language for our texts, and for those of click, which come through gettext's own settings."""
    set_language(code)
    os.environ["LANGUAGE"] = code
    gettext.bindtextdomain("planner", str(CATALOGUES))
    gettext.textdomain("planner")


def _wanted_language(arguments: Sequence[str]) -> str:
    """Give the language asked for before anything is parsed, so that help and refusals speak it too."""
    asked = os.environ.get("PLANNER_LANG", "")
    options = takewhile(lambda word: word != "--", arguments)
    for option, following in pairwise([*options, ""]):
        if option == "--lang":
            asked = following
        elif option.startswith("--lang="):
            asked = option.removeprefix("--lang=")
    return asked if asked in LANGUAGES else LANGUAGES[0]
