"""What can go wrong, each kind with the sentence that a person reads.

Every error that this package raises on purpose is a `HomlError`. The command line prints its sentence and exits with
`exit_code`; the server answers with `status`, the sentence (`message`) and what it is translated by (`problem`). Anything
else that is raised is a bug.
"""


class HomlError(Exception):
    """A problem that a person can do something about.

    Parameters
    ----------
    template : str
        One or two sentences: what is wrong, and what to do. It is the id by which it is translated, so it is written where
        it is raised, as it is; what differs from case to case stands in it as ``{name}``.
    values : object
        What goes into it.

    Attributes
    ----------
    id : str
        The template.
    values : dict
        Its values, as text or numbers.
    message : str
        The sentence in English.
    """

    status = 400
    exit_code = 2

    def __init__(self, template: str, **values: object) -> None:
        self.id = template
        self.values = {name: value if isinstance(value, int | float | str) else str(value) for name, value in values.items()}
        # Without values it is words that come from elsewhere, in which a brace is a brace.
        self.message = template.format(**self.values) if values else template
        super().__init__(self.message)

    def document(self) -> dict[str, object]:
        """As plain JSON, like every sentence that is told to a learner."""
        return {"id": self.id, "values": self.values, "text": self.message}


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
        super().__init__("{path}, line {line}: {message}", path=path, line=line, message=message)
        self.path = path
        self.line = line


class TooLarge(HomlError):
    """A file that is larger than what is kept."""

    status = 413


class NoStorage(HomlError):
    """A folder or a database that cannot be written or read."""

    status = 507


class NoEngine(HomlError):
    """The check could not be run at all; nothing is known about the answer."""

    status = 503
