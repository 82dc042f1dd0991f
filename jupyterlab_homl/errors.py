"""The errors of this package, each kind with its HTTP status and exit code.

Every error that is raised on purpose is a `HomlError`. The command line prints its message and exits with `exit_code`; the
server responds with `status`, the `message`, and the template and values by which it is translated (`problem`). Any other
exception is a bug.
"""


class HomlError(Exception):
    """A problem that the user can do something about.

    Parameters
    ----------
    template : str
        One or two sentences that say what is wrong and what to do. It is the id of the translation, so it is a literal at the
        place where it is raised, with ``{name}`` for what varies.
    values : object
        The values to fill in.

    Attributes
    ----------
    id : str
        The template.
    values : dict
        The values, as strings or numbers.
    message : str
        The English message.
    """

    status = 400
    exit_code = 2

    def __init__(self, template: str, **values: object) -> None:
        self.id = template
        self.values = {name: value if isinstance(value, int | float | str) else str(value) for name, value in values.items()}
        # Without values, this is a complete message from elsewhere, in which braces mean themselves.
        self.message = template.format(**self.values) if values else template
        super().__init__(self.message)

    def document(self) -> dict[str, object]:
        """As plain JSON, in the form of all translatable messages."""
        return {"id": self.id, "values": self.values, "text": self.message}


class NotFound(HomlError):
    """A lesson, an exercise, a notebook or a job that does not exist."""

    status = 404


class NotWritten(HomlError):
    """A lesson of the course that has not been written yet."""

    status = 409


class Conflict(HomlError):
    """Something that has changed since the user last saw it."""

    status = 409


class NotAllowed(HomlError):
    """Something that the user may not do, or not yet."""

    status = 403


class BadNotebook(HomlError):
    """A file that is not a notebook, or not one of this course."""

    status = 422


class BadSource(HomlError):
    """A mistake in `course.toml` or in a lesson's source.

    Parameters
    ----------
    message : str
        What is wrong and what is expected instead.
    path : str
        The file, relative to the course.
    line : int
        The line number, counted from 1.
    """

    status = 500

    def __init__(self, message: str, path: str, line: int) -> None:
        super().__init__("{path}, line {line}: {message}", path=path, line=line, message=message)
        self.path = path
        self.line = line


class TooLarge(HomlError):
    """A file that is larger than allowed."""

    status = 413


class NoStorage(HomlError):
    """A folder or a database that cannot be written or read."""

    status = 507


class NoEngine(HomlError):
    """A check that could not be run at all, so that nothing is known about the answer."""

    status = 503
