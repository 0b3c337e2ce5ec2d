"""What is told of a command called in a way it does not take: which option, what was found, expected."""

from collections.abc import Iterable

import click

from planner.language import _


class WrongUseError(Exception):
    """A command was called in a way it does not take; the message says what and how."""


def wrong_value(option: str, found: object, expected: str) -> str:
    """Say what an option or argument was given, and what it takes."""
    return _("{option}: found {found}, expected {expected}", option=option, found=found, expected=expected)


def see_help(message: str, command: str) -> str:
    """Add the way to what can be typed."""
    hint = _("See {command} --help", command=command)
    return f"{message}\n{hint}"


def or_near(message: str, found: str, known: Iterable[str]) -> str:
    """Add to a message what may have been meant, where anything is like it."""
    from difflib import get_close_matches  # late: only who mistypes needs it

    names = get_close_matches(found, list(known), n=2)
    if not names:
        return message
    perhaps = _("Perhaps {names}?", names=" / ".join(names))
    return f"{message.rstrip('.')}. {perhaps}"


def refusal(error: click.UsageError) -> str:
    """Word an error that click found while it read what was typed."""
    command = error.ctx.command_path if error.ctx else "planner"
    return see_help(_words(error), command)


def _words(error: click.UsageError) -> str:
    match error:
        case click.MissingParameter(param=click.Parameter() as parameter):
            return _missing(parameter)
        case click.BadParameter(param=click.Parameter() as parameter):
            return f"{name_of(parameter)}: {error.message}"
        case click.NoSuchOption(ctx=click.Context() as context):
            return or_near(error.message, error.option_name, _options(context))
        case click.BadOptionUsage(ctx=click.Context() as context):
            option = _options(context)[error.option_name]
            takes_none = isinstance(option, click.Option) and option.is_flag
            if takes_none:
                return error.message
            return _missing(option)
        case click.UsageError(ctx=click.Context(command=click.Group() as group) as context):
            return _no_command(error, group.list_commands(context))
    return error.format_message()


def _options(context: click.Context) -> dict[str, click.Parameter]:
    """Give the options of a command by each way to type them."""
    return {name: each for each in context.command.get_params(context) for name in each.opts}


def _no_command(error: click.UsageError, known: list[str]) -> str:
    """Say which commands there are, where none of them was named."""
    found = error.command_name if isinstance(error, click.exceptions.NoSuchCommand) else ""
    told = wrong_value(
        _("COMMAND"), repr(found) if found else _("nothing"), _("one of {known}", known=", ".join(known))
    )
    return or_near(told, found, known)


def name_of(parameter: click.Parameter) -> str:
    """Give what an option or argument is typed as."""
    if isinstance(parameter, click.Argument):
        return parameter.metavar or parameter.human_readable_name
    return max(parameter.opts, key=len)


def _missing(parameter: click.Parameter) -> str:
    """Say that an option or argument has no value, and what it takes, or what it is for."""
    expected = getattr(parameter.type, "expected", None)
    if callable(expected):
        return wrong_value(name_of(parameter), _("nothing"), str(expected()))
    use = str(getattr(parameter, "help", None) or parameter.type.name)
    return _("{option} is missing: {use}", option=name_of(parameter), use=use)
