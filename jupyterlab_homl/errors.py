"""What can go wrong, each kind with the sentence that a person reads.

Every error that this package raises on purpose is a `HomlError`. The command line prints its sentence and exits with
`exit_code`; the server answers with `status` and ``{"message": sentence}``. Anything else that is raised is a bug.
"""


class HomlError(Exception):
    """A problem that a person can do something about.

    Parameters
    ----------
    message : str
        One or two sentences: what is wrong, and what to do.
    """

    status = 400
    exit_code = 2

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class NotFound(HomlError):
    """A lesson, an exercise, a notebook or a job that does not exist."""

    status = 404


class NotWritten(HomlError):
    """A lesson that is on the road but has not been written yet."""

    status = 409


class Conflict(HomlError):
    """Something that has changed since the person looked."""

    status = 409


class NotAllowed(HomlError):
    """Something that the person may not do, or not yet."""

    status = 403


class BadNotebook(HomlError):
    """A file that is not a notebook, or not one of this course."""

    status = 422


class BadSource(HomlError):
    """A mistake in `course.toml` or in a lesson's source.

    Parameters
    ----------
    message : str
        What is wrong and what is expected there.
    path : str
        The file, as the author knows it.
    line : int
        The line, counted from 1.
    """

    status = 500

    def __init__(self, message: str, path: str, line: int) -> None:
        super().__init__(f"{path}, line {line}: {message}")
        self.path = path
        self.line = line


class NoStorage(HomlError):
    """A folder or a database that cannot be written or read."""

    status = 507


class NoEngine(HomlError):
    """The check could not be run at all; nothing is known about the answer."""

    status = 503
