"""Jobs: long work that runs in threads and is polled by id, so that the server keeps responding."""

from __future__ import annotations

import asyncio
import threading
import uuid
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import takewhile

from ..errors import HomlError, NotFound
from ..i18n import translatable

_OWN_ERROR = translatable(
    "The check stopped with an internal error, so your answer was not judged. The server's log has the details."
)

#: The number of ended jobs that can still be asked for.
_KEPT = 200


@dataclass(frozen=True)
class JobResult:
    """What the work of a job gives: its document, as JSON, and whether it was stopped before its end."""

    document: Mapping[str, object]
    stopped: bool = False


class Job:
    """A piece of long work.

    Attributes
    ----------
    id : str
        The id by which it is polled.
    kind : str
        The sort of work, such as ``check``.
    subject : str
        What it works on; of each subject one job of a kind runs at a time.
    state : str
        ``queued``, ``running``, ``done``, ``failed`` or ``cancelled``.
    result : JobResult or None
        Its result.
    problem : HomlError or None
        The reason why it failed.
    progress : dict or None
        How far it is, if that is known: ``done`` of ``total``.
    on_change : callable
        Called with the job, in any thread, when it starts, makes progress or ends.
    """

    def __init__(self, kind: str, subject: str, on_change: Callable[[Job], None] = lambda job: None) -> None:
        self.id = uuid.uuid4().hex
        self.kind = kind
        self.subject = subject
        self.running = False
        self.outcome: str | None = None
        self.result: JobResult | None = None
        self.problem: HomlError | None = None
        self.progress: dict[str, int] | None = None
        self.on_change = on_change
        self.long = False
        self.cancel = threading.Event()
        self.ended = asyncio.Event()

    @property
    def state(self) -> str:
        """``queued`` or ``running``, and then its outcome, which never changes."""
        return self.outcome or ("running" if self.running else "queued")

    def document(self, position: int) -> dict[str, object]:
        """As plain JSON, with the number of jobs ahead of it."""
        return {
            "job": self.id,
            "kind": self.kind,
            "state": self.state,
            "position": position,
            "progress": self.progress,
            "result": self.result.document if self.result else None,
            "message": self.problem.message if self.problem else None,
            "problem": self.problem.document() if self.problem else None,
        }


class Jobs:
    """Runs jobs in order, a few at a time; long ones in a queue of their own, one at a time.

    Parameters
    ----------
    workers : int
        The number of short jobs that run at once.
    """

    def __init__(self, workers: int) -> None:
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="homl-job")
        self._long_pool = ThreadPoolExecutor(1, thread_name_prefix="homl-long-job")
        self._jobs: dict[str, Job] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self, kind: str, subject: str, work: Callable[[threading.Event], JobResult]) -> Job:
        """Queue a job whose work checks an event from time to time and stops early once it is set.

        The job replaces an unfinished one of the same kind on the same subject: a repeated request is about the present
        state of the subject.
        """
        for known in self._jobs.values():
            if (known.kind, known.subject) == (kind, subject):
                self.cancel(known)
        return self._queue(Job(kind, subject), self._pool, lambda job: work(job.cancel))

    def start_long(
        self,
        kind: str,
        subject: str,
        work: Callable[[Job], JobResult | None],
        on_change: Callable[[Job], None] = lambda job: None,
    ) -> Job:
        """Queue a job of minutes or hours. The caller checks that there is no such job already (`under_way`).

        Unlike a short job, a cancelled one ends only when its work does, since what it did until then counts. Its state is
        ``cancelled`` if the work returns None or a result that says ``stopped``.
        """
        job = Job(kind, subject, on_change)
        job.long = True
        return self._queue(job, self._long_pool, work)

    def under_way(self, kind: str, subject: str) -> Job | None:
        """The unfinished job of this kind on this subject, if there is one."""
        found = (job for job in self._jobs.values() if (job.kind, job.subject) == (kind, subject) and not job.ended.is_set())
        return next(found, None)

    def _queue(self, job: Job, pool: ThreadPoolExecutor, work: Callable[[Job], JobResult | None]) -> Job:
        self._jobs[job.id] = job
        for old in [known for known in self._jobs.values() if known.ended.is_set()][:-_KEPT]:
            del self._jobs[old.id]
        task = asyncio.create_task(self._run(job, pool, work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return job

    def find(self, job_id: str) -> Job:
        """The job with this id.

        Raises
        ------
        NotFound
            If it is unknown, or was forgotten.
        """
        if job_id not in self._jobs:
            raise NotFound("This job is unknown or was forgotten. Start it again.")
        return self._jobs[job_id]

    def position(self, job: Job) -> int:
        """The place of a queued job in its queue, counted from 1; 0 for others."""
        if job.state != "queued":
            return 0
        before = takewhile(lambda other: other is not job, self._jobs.values())
        return 1 + sum(other.state == "queued" and other.long == job.long for other in before)

    def cancel(self, job: Job) -> None:
        """Cancel a job: its work ends at its next check of the event. A short job counts as cancelled at once."""
        job.cancel.set()
        if not job.ended.is_set() and not (job.long and job.running):
            job.outcome = "cancelled"
            job.ended.set()
            job.on_change(job)

    async def wait(self, job: Job, seconds: float) -> None:
        """Wait until the job has ended, but no longer than so many seconds."""
        try:
            await asyncio.wait_for(job.ended.wait(), seconds)
        except TimeoutError:
            return

    async def close(self) -> None:
        """Cancel all jobs and wait until they have ended."""
        for job in self._jobs.values():
            job.cancel.set()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for pool in (self._pool, self._long_pool):
            pool.shutdown(wait=False, cancel_futures=True)

    async def _run(self, job: Job, pool: ThreadPoolExecutor, work: Callable[[Job], JobResult | None]) -> None:
        def begin() -> JobResult | None:
            if job.cancel.is_set():
                return None
            job.running = True
            job.on_change(job)
            return work(job)

        state, result = "failed", None
        problem: HomlError | None = None
        try:
            result = await asyncio.get_running_loop().run_in_executor(pool, begin)
            state = "cancelled" if result is None or result.stopped else "done"
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
