"""What ends a command of the terminal, told in one line. Each kind has its exit status (`storycore --help` lists them)."""


class Failure(Exception):
    """The assistant could not do it."""

    status = 1


class Misused(Failure):
    """The command line makes no sense."""

    status = 2


class Unreachable(Failure):
    """There is no server to talk to."""

    status = 3


class SignedOut(Failure):
    """The server does not accept the token."""

    status = 4


class Refused(Failure):
    """A line was not taken: by the server, or because none would."""


class Lost(Failure):
    """The connection broke before an answer came; whether the operation was carried out is not known."""
