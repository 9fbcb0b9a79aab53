"""Exit codes, and the errors that stop a command. docs/errors.md explains each for users.

A file that cannot be read stops nothing: it is a line of the manifest (schemas.errors.KODE_TOLAK).
"""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """What the process tells its caller."""

    OK = 0
    BUG = 1
    USAGE = 2
    PARTIAL = 3
    INPUT = 4
    OUTPUT = 5
    INVALID = 6
    DEPENDENCY = 7
    INTERRUPTED = 130


class SopapError(Exception):
    """Stops a command. The message says what, where, why and what to do next."""

    exit_code = ExitCode.BUG


class UsageError(SopapError):
    """What the user has settled is not understood."""

    exit_code = ExitCode.USAGE


class InputError(SopapError):
    """There is nothing to read where the user pointed."""

    exit_code = ExitCode.INPUT


class OutputError(SopapError):
    """The output folder cannot be used."""

    exit_code = ExitCode.OUTPUT


class DependencyError(SopapError):
    """An optional package or an outside service is missing."""

    exit_code = ExitCode.DEPENDENCY


class WorkerError(SopapError):
    """A reader process does not even start: the installation, not a file, is at fault."""

    exit_code = ExitCode.DEPENDENCY
