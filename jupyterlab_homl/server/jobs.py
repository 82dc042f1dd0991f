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
from ..i18n import translatable

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
    progress : dict or None
        How far it has come, where that is known: ``done`` of ``total``.
    on_change : callable
        Called with the job, in any thread, when it begins, has come further, or has ended.
    """

    def __init__(self, kind: str, subject: str, on_change: Callable[[Job], None] = lambda job: None) -> None:
        self.id = uuid.uuid4().hex
        self.kind = kind
        self.subject = subject
        self.running = False
        self.outcome: str | None = None
        self.result: dict[str, Any] | None = None
        self.problem: HomlError | None = None
        self.progress: dict[str, int] | None = None
        self.on_change = on_change
        self.long = False
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
            "progress": self.progress,
            "result": self.result,
            "message": self.problem.message if self.problem else None,
            "problem": self.problem.document() if self.problem else None,
        }


class Jobs:
    """Runs jobs, a few at a time, in the order in which they came; long ones in a row of their own, one at a time.

    Parameters
    ----------
    workers : int
        How many run at once.
    """

    def __init__(self, workers: int) -> None:
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="homl-job")
        self._long_pool = ThreadPoolExecutor(1, thread_name_prefix="homl-long-job")
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
        return self._queue(Job(kind, subject), self._pool, lambda job: work(job.cancel))

    def start_long(
        self,
        kind: str,
        subject: str,
        work: Callable[[Job], dict[str, Any] | None],
        on_change: Callable[[Job], None] = lambda job: None,
    ) -> Job:
        """Queue work of minutes or hours. Whether there is such a job already is for the caller to look at (`under_way`).

        Unlike a short job, one that is stopped has ended only when its work has, since what it did until then counts. It
        then is ``cancelled`` where the work gives nothing, or a result that says ``stopped``.
        """
        job = Job(kind, subject, on_change)
        job.long = True
        return self._queue(job, self._long_pool, work)

    def under_way(self, kind: str, subject: str) -> Job | None:
        """The job of this kind about this subject that has not ended."""
        found = (job for job in self._jobs.values() if (job.kind, job.subject) == (kind, subject) and not job.ended.is_set())
        return next(found, None)

    def _queue(self, job: Job, pool: ThreadPoolExecutor, work: Callable[[Job], dict[str, Any] | None]) -> Job:
        self._jobs[job.id] = job
        for old in [known for known in self._jobs.values() if known.ended.is_set()][:-_KEPT]:
            del self._jobs[old.id]
        task = asyncio.create_task(self._run(job, pool, work))
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
        return 1 + sum(other.state == "queued" and other.long == job.long for other in before)

    def cancel(self, job: Job) -> None:
        """Stop a job: its thread ends as soon as it looks. It counts as cancelled at once, a long one when it has ended."""
        job.cancel.set()
        if not job.ended.is_set() and not (job.long and job.running):
            job.outcome = "cancelled"
            job.ended.set()
            job.on_change(job)

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
        for pool in (self._pool, self._long_pool):
            pool.shutdown(wait=False, cancel_futures=True)

    async def _run(self, job: Job, pool: ThreadPoolExecutor, work: Callable[[Job], dict[str, Any] | None]) -> None:
        def begin() -> dict[str, Any] | None:
            if job.cancel.is_set():
                return None
            job.running = True
            job.on_change(job)
            return work(job)

        state, result = "failed", None
        problem: HomlError | None = None
        try:
            result = await asyncio.get_running_loop().run_in_executor(pool, begin)
            state = "cancelled" if result is None or result.get("stopped") else "done"
        except HomlError as error:
            problem = error
        except Exception:
            problem = HomlError(_OWN_ERROR)
            raise
        finally:
            if not job.ended.is_set():
                job.outcome, job.result, job.problem = state, result, problem
                job.ended.set()
                job.on_change(job)
