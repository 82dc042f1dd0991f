"""Long work, done in threads and asked for by id, so that the server answers throughout."""

from __future__ import annotations

import asyncio
import threading
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import takewhile
from typing import Any

from ..errors import HomlError, NotFound
from ..language import translatable

_OWN_ERROR = translatable(
    "The check stopped with an error of its own, so nothing is known about your answer. The server's log has the details."
)

#: How many ended jobs are remembered.
_KEPT = 200


class Job:
    """One piece of long work.

    Attributes
    ----------
    id : str
        What it is asked for by.
    kind : str
        What sort of work it is.
    subject : str
        What it is about.
    state : str
        ``queued``, ``running``, ``done``, ``failed`` or ``cancelled``.
    result : dict or None
        What it gave.
    problem : HomlError or None
        Why it failed.
    """

    def __init__(self, kind: str, subject: str) -> None:
        self.id = uuid.uuid4().hex
        self.kind = kind
        self.subject = subject
        self.running = False
        self.outcome: str | None = None
        self.result: dict[str, Any] | None = None
        self.problem: HomlError | None = None
        self.cancel = threading.Event()
        self.ended = asyncio.Event()

    @property
    def state(self) -> str:
        """How it stands; once it has an outcome, that stays."""
        return self.outcome or ("running" if self.running else "queued")

    def document(self, position: int) -> dict[str, Any]:
        """As the REST interface shows it."""
        return {
            "job": self.id,
            "kind": self.kind,
            "state": self.state,
            "position": position,
            "result": self.result,
            "message": self.problem.message if self.problem else None,
            "problem": self.problem.document() if self.problem else None,
        }


class Jobs:
    """Runs jobs, a few at a time, in the order in which they came.

    Parameters
    ----------
    workers : int
        How many run at once.
    """

    def __init__(self, workers: int) -> None:
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="homl-job")
        self._jobs: dict[str, Job] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self, kind: str, subject: str, work: Callable[[threading.Event], dict[str, Any]]) -> Job:
        """Queue work that looks at an event from time to time and stops early once it is set.

        It takes the place of what has not ended yet of the same kind about the same subject: whoever asks again wants to
        know of what is there now.
        """
        for known in self._jobs.values():
            if (known.kind, known.subject) == (kind, subject):
                self.cancel(known)
        job = Job(kind, subject)
        self._jobs[job.id] = job
        for old in [known for known in self._jobs.values() if known.ended.is_set()][:-_KEPT]:
            del self._jobs[old.id]
        task = asyncio.create_task(self._run(job, work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return job

    def find(self, job_id: str) -> Job:
        """The job of this id.

        Raises
        ------
        NotFound
            If it is not known (any more).
        """
        if job_id not in self._jobs:
            raise NotFound("This job is not known (any more). Start it again.")
        return self._jobs[job_id]

    def position(self, job: Job) -> int:
        """How many jobs are ahead of a queued one."""
        if job.state != "queued":
            return 0
        before = takewhile(lambda other: other is not job, self._jobs.values())
        return 1 + sum(other.state == "queued" for other in before)

    def cancel(self, job: Job) -> None:
        """Stop a job: it counts as cancelled at once, and its thread ends as soon as it looks."""
        job.cancel.set()
        if not job.ended.is_set():
            job.outcome = "cancelled"
            job.ended.set()

    async def wait(self, job: Job, seconds: float) -> None:
        """Return when the job has ended, or after so many seconds."""
        try:
            await asyncio.wait_for(job.ended.wait(), seconds)
        except TimeoutError:
            return

    async def close(self) -> None:
        """Stop everything that runs."""
        for job in self._jobs.values():
            job.cancel.set()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._pool.shutdown(wait=False, cancel_futures=True)

    async def _run(self, job: Job, work: Callable[[threading.Event], dict[str, Any]]) -> None:
        def begin() -> dict[str, Any] | None:
            if job.cancel.is_set():
                return None
            job.running = True
            return work(job.cancel)

        state, result = "failed", None
        problem: HomlError | None = None
        try:
            result = await asyncio.get_running_loop().run_in_executor(self._pool, begin)
            state = "done"
        except HomlError as error:
            problem = error
        except Exception:
            problem = HomlError(_OWN_ERROR)
            raise
        finally:
            if not job.ended.is_set():
                job.outcome, job.result, job.problem = state, result, problem
                job.ended.set()
