"""The server extension: its configuration, and how its parts are put together."""

from __future__ import annotations

import asyncio
import os
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

from jupyter_server.extension.application import ExtensionApp
from traitlets import Bool, CaselessStrEnum, Enum, Float, Int, List, Unicode, default, validate

from ..checking.check import WORKERS, tier_of
from ..checking.hidden_tests import HIDDEN_POLICIES
from ..course.library import Library, open_library
from ..engine.kernels import kernel_process, registry
from ..engine.launch.warm import IDLE_TIMEOUT, best_launcher
from ..engine.sandbox.limits import Limits
from ..engine.tiers import PRELOAD
from ..errors import HomlError
from ..i18n import DOMAIN, LOCALE
from ..learner.notes import Notes
from ..learner.service import Service
from ..progress.policy import solution_opens
from ..temporary import sweep
from ..workspace.course_notebooks import read_mark
from ..workspace.folder import Workspace
from .class_course import ClassCourse
from .compat import add_catalogue, hide_missing_course_folder
from .grading_job import GradingJobs
from .jobs import Job, Jobs
from .page_config import add_language
from .roles import disable_plugins_for_learners, is_instructor

#: The values of `Homl.assistants`.
ASSISTANTS = ("on", "after_attempt", "off")

_EVENTS = Path(__file__).parent / "events"
PROGRESS_EVENT = "https://events.jupyter.org/jupyterlab_homl/progress/v1"
ENGINE_EVENT = "https://events.jupyter.org/jupyterlab_homl/engine/v1"
GRADING_EVENT = "https://events.jupyter.org/jupyterlab_homl/grading/v1"


class Homl(ExtensionApp):
    """The server extension: serves the course, checks exercises and stores progress."""

    name = "jupyterlab_homl"
    load_other_extensions = True

    workspace_dir = Unicode(help="The learner's workspace. Defaults to the server's root folder.").tag(config=True)
    course_dir = Unicode(
        "", help="A folder with a course, as text (course.toml) or built (course.json). Defaults to the installed course."
    ).tag(config=True)
    data_dir = Unicode(
        "",
        help="A folder of downloaded data sets that all users of this machine share; checks can read it, too. Who may write "
        "to it fills it by `datasets.fetch`. Defaults to the environment variable HOML_DATA; without either, each user has "
        "downloads of their own, and checks see none.",
    ).tag(config=True)
    check_timeout = Float(
        10.0, min=0.1, help="The most seconds that a check may take; 30 for exercises that train a model."
    ).tag(config=True)
    setup_timeout = Float(
        120.0, min=1.0, help="The most seconds for starting the processes of a check and running its set-up cells."
    ).tag(config=True)
    memory_limit = Int(
        2048 * 2**20, min=2**20, help="The most bytes of memory that an answer may use beyond what its process begins with."
    ).tag(config=True)
    cell_timeout = Float(30.0, min=0.1, help="The most seconds for one cell when a whole notebook is run.").tag(config=True)
    run_timeout = Float(300.0, min=0.1, help="The most seconds for a whole notebook.").tag(config=True)
    require_sandbox = Bool(
        False,
        help="Refuse to run answers on machines where they cannot be sandboxed from files, network and other processes. "
        "`jupyter homl doctor` tells whether they can.",
    ).tag(config=True)
    process_limit = Int(128, min=8, help="The most processes and threads that an answer may have at once.").tag(config=True)
    idle_timeout = Float(IDLE_TIMEOUT, min=1.0, help="Seconds after which unused libraries are unloaded.").tag(config=True)
    output_limit = Int(1_000_000, min=1000, help="The most bytes that an answer may print.").tag(config=True)
    preload = List(
        Unicode(), list(PRELOAD), help="Modules that are preloaded for checks. TensorFlow is preloaded separately."
    ).tag(config=True)
    workers = Int(2, min=1, help="The number of checks that run at once.").tag(config=True)
    instructor = CaselessStrEnum(
        ["auto", "always", "never"],
        "auto",
        help="Who gets the tools for instructors. `auto`: everybody who may write the nbgrader course folder in which the "
        "server was started, or is in the JupyterHub group formgrade-COURSE.",
    ).tag(config=True)
    grading_workers = Int(
        0,
        min=0,
        help="The number of submissions that are graded at once; 0 means c.Grader.workers of nbgrader_config.py, by default "
        "the number of cores. The limits of grading are set there, too, not by the traits of this class.",
    ).tag(config=True)
    scheduler = Unicode("", help="The address of a Dask scheduler (tcp://HOST:PORT) whose workers run submissions.").tag(
        config=True
    )
    solution_policy = Unicode(
        "after_attempts:3", help="When learners may see solutions: after_attempts:N, after_pass, after_due or never."
    ).tag(config=True)
    hidden_policy = Enum(
        HIDDEN_POLICIES,
        "example",
        help="What learners see of hidden tests: their count, the property of each, or (after three attempts) an example.",
    ).tag(config=True)

    assistants = Enum(
        ASSISTANTS,
        "on",
        help="Whether the completions and cell buttons of AI assistants (jupyter-ai, notebook-intelligence) work in notebooks "
        "of exercises: `on`, `after_attempt` (for each exercise from its first attempt on) or `off`. The page says so.",
    ).tag(config=True)

    @default("workspace_dir")
    def _default_workspace_dir(self) -> str:
        return str(self.serverapp.root_dir) if self.serverapp is not None else str(Path.cwd())

    @validate("solution_policy")
    def _known_policy(self, proposal: dict[str, Any]) -> str:
        from ..course.model import Exercise

        nothing = Exercise("", "", "F", 1, 0, False, "", False, False, (), (), (), "", "", "", (), (), "", 0.0)
        solution_opens(str(proposal["value"]), nothing, passed=False, attempts=0)
        return str(proposal["value"])

    def initialize_settings(self) -> None:
        """Open the course and put everything that handlers need into the settings.

        A course that cannot be read does not keep the server from starting: every request then fails with the error that
        names the mistake, so that the author sees it in the panel.
        """
        serverapp: Any = self.serverapp
        if self.data_dir:  # notebooks' kernels and sealed processes get it with the environment
            os.environ["HOML_DATA"] = str(Path(self.data_dir).expanduser().resolve())
        workers = replace(WORKERS, modules=(*WORKERS.modules, kernel_process.WORKER))
        self._launcher = best_launcher(workers, self.preload, self.idle_timeout, self._masked_folders())
        self._jobs = Jobs(self.workers)
        threading.Thread(target=sweep, daemon=True, name="homl-sweep").start()
        for schema in _EVENTS.glob("*.yaml"):
            serverapp.event_logger.register_event_schema(schema)
        try:
            service: Service | HomlError = self._service(
                open_library(Path(self.course_dir).expanduser() if self.course_dir else None)
            )
        except HomlError as error:
            self.log.error("jupyterlab_homl: %s", error.message)
            service = error
        self.settings.update(
            homl_service=service,
            homl_jobs=self._jobs,
            homl_instructor=self.instructor,
            homl_assistants=self.assistants,
            homl_grading=self._grading(),
            homl_class=ClassCourse(Path(serverapp.root_dir).resolve(), self._jobs),
        )
        if isinstance(service, Service):
            service.workspace.sweep()
            self.settings.update(homl_notes=Notes(service.library, service.workspace))
            add_language(serverapp.web_app.settings, service.library.course.language)
        add_catalogue(DOMAIN, LOCALE, registry.set_language)
        disable_plugins_for_learners(serverapp.web_app.settings, self.instructor, Path(serverapp.root_dir))
        if not is_instructor(self.instructor, Path(serverapp.root_dir), []):
            hide_missing_course_folder(serverapp.log)

    def _service(self, library: Library) -> Service:
        serverapp: Any = self.serverapp
        ready = [lesson for lesson in library.course.all_lessons if lesson.ready]
        folders = {lesson.folder: lesson.id for lesson in ready}
        tiers = {lesson.id: tier_of(lesson) for lesson in ready}

        def tier_for(notebook: str) -> str:
            lesson = folders.get(Path(notebook).parent.name) or (read_mark(Path(notebook)) or ("",))[0]
            return tiers.get(lesson, "")

        registry.open_pool(self._launcher, tier_for)
        loop_call = serverapp.io_loop.add_callback

        def on_progress(lesson: str, exercise: str, status: str) -> None:
            data = {"lesson": lesson, "exercise": exercise, "status": status}
            loop_call(lambda: serverapp.event_logger.emit(schema_id=PROGRESS_EVENT, data=data))

        def on_engine_change(tier: str, state: str) -> None:
            loop_call(lambda: serverapp.event_logger.emit(schema_id=ENGINE_EVENT, data={"tier": tier, "state": state}))

        return Service(
            library=library,
            workspace=Workspace(Path(self.workspace_dir).expanduser().resolve(), library),
            launcher=self._launcher,
            limits=Limits(
                setup_timeout=self.setup_timeout,
                check_timeout=self.check_timeout,
                memory=self.memory_limit,
                output=self.output_limit,
                processes=self.process_limit,
                cell_timeout=self.cell_timeout,
                run_timeout=self.run_timeout,
            ),
            require_sandbox=self.require_sandbox,
            solution_policy=self.solution_policy,
            hidden_policy=self.hidden_policy,
            on_progress=on_progress,
            on_engine_change=on_engine_change,
        )

    def _grading(self) -> GradingJobs:
        serverapp: Any = self.serverapp

        def on_change(job: Job) -> None:
            progress = job.progress or {"done": 0, "total": 0}
            data = {"job": job.id, "assignment": job.subject, "state": job.state, **progress}
            serverapp.io_loop.add_callback(lambda: serverapp.event_logger.emit(schema_id=GRADING_EVENT, data=data))

        return GradingJobs(Path(serverapp.root_dir).resolve(), self._jobs, self.grading_workers, self.scheduler, on_change)

    def _masked_folders(self) -> list[str]:
        """The folders that no answer may read, though they could be inside a folder that Python needs."""
        folders = [str(self.serverapp.root_dir) if self.serverapp is not None else "", self.workspace_dir, self.course_dir]
        return [str(Path(folder).expanduser().resolve()) for folder in folders if folder]

    def initialize_handlers(self) -> None:
        """Add the handlers of all routes."""
        from .routes import ROUTES

        self.handlers.extend(ROUTES)

    async def stop_extension(self) -> None:
        """End everything that this extension started, except kernels, which the server ends."""
        registry.close_pool()
        # In a thread, since closing the launcher may have to wait, for example for libraries that are being loaded.
        await asyncio.get_running_loop().run_in_executor(None, self._launcher.close)
        await self._jobs.close()
