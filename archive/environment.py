"""Typed readings of the environment, whose errors an operator can act on."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from django.core.exceptions import ImproperlyConfigured
from environs import Env, EnvError

Value = TypeVar("Value")

env = Env()


def read_file(path: Path) -> None:
    """Take what `path` holds in NAME=value lines, where it exists; the real environment wins."""
    if path.is_file():
        env.read_env(path, recurse=False)


def setting(parse: Callable[..., Any], name: str, default: Value) -> Value:
    """The variable `name` as `parse` (a method of `env`) reads it, or `default` where it is unset.

    Raises ImproperlyConfigured, in one line that names the variable, for a wrong value.
    """
    try:
        value: Value = parse(name, default)
    except EnvError as error:
        raise ImproperlyConfigured(str(error)) from error
    return value


def positive(name: str, default: int) -> int:
    """The variable `name` as a whole number of 1 or more."""
    value = setting(env.int, name, default)
    if value < 1:
        raise ImproperlyConfigured(f"{name} must be 1 or more, not {value}.")
    return value
