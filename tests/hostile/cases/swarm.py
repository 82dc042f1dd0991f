"""Answers that start processes and threads, and leave them behind."""

from __future__ import annotations

from ..case import RIGHT, Case, attempt

ANY = ("passed", "error", "failed", "timed_out", "died", "out_of_memory")

#: Sleeps under a name that the trusted side looks for.
SLEEPER = "['sh', '-c', 'sleep 300; : ' + world.mark]"

CASES = [
    Case(
        "swarm: a fork bomb",
        ANY,
        attempt(
            """
        import time
        end = time.monotonic() + 1
        while time.monotonic() < end:
            try:
                os.fork()
            except OSError:
                pass
        """
        ),
        harmful=True,
        seconds=3.0,
    ),
    Case(
        "swarm: more processes than anyone needs",
        "passed",
        attempt(
            """
        import time
        started = 0
        try:
            while started < 200:
                if os.fork() == 0:
                    time.sleep(20)
                    os._exit(0)
                started += 1
        except OSError:
            return None
        return f"{started} processes"
        """
        ),
        harmful=True,
    ),
    Case(
        "swarm: threads without end",
        "passed",
        attempt(
            """
        import threading, time
        threading.stack_size(65536)
        try:
            for started in range(5000):
                threading.Thread(target=time.sleep, args=(20,), daemon=True).start()
        except (RuntimeError, MemoryError):
            return None
        return f"{started} threads"
        """
        ),
        harmful=True,
    ),
    Case(
        "swarm: a chain of forks that is never the same process",
        ANY,
        attempt(
            """
        import time
        if os.fork() == 0:
            os.setsid()
            end = time.monotonic() + 6
            while time.monotonic() < end:
                if os.fork():
                    os._exit(0)
            os._exit(0)
        """
        ),
        harmful=True,
        leaves=lambda world, verdict: [],
    ),
    Case(
        "swarm: a daemon",
        "passed",
        attempt(
            f"""
        if os.fork() == 0:
            os.setsid()
            if os.fork():
                os._exit(0)
            os.execvp('sh', {SLEEPER})
        os.wait()
        """
        ),
    ),
    Case(
        "swarm: a daemon that ignores signals",
        "passed",
        attempt(
            f"""
        import signal, subprocess
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            signal.signal(number, signal.SIG_IGN)
        subprocess.Popen({SLEEPER}, start_new_session=True, restore_signals=False)
        """
        ),
    ),
    Case(
        "swarm: nohup", "passed", attempt("os.system(f\"nohup setsid sh -c 'sleep 300; : {world.mark}' >/dev/null 2>&1 &\")")
    ),
    Case(
        "swarm: a program that keeps every descriptor",
        "passed",
        attempt(f"import subprocess\nsubprocess.Popen({SLEEPER}, close_fds=False, start_new_session=True)"),
    ),
    Case(
        "swarm: a child that answers too",
        ("passed", "failed", "died", "timed_out"),
        "import os\nos.fork()\n" + RIGHT,
        seconds=3.0,
    ),
    Case(
        "swarm: a child that stays while its parent goes",
        "died",
        f"import os, subprocess\nsubprocess.Popen({SLEEPER}, close_fds=False, start_new_session=True)\nos._exit(0)",
    ),
    Case(
        "swarm: a pool that is never closed",
        "passed",
        attempt(
            "import multiprocessing\nkept = multiprocessing.get_context('fork').Pool(3)\n"
            "kept.map(abs, [1, 2])\nglobals()['pool'] = kept"
        ),
    ),
    Case(
        "swarm: a thread that outlives everything",
        "passed",
        attempt(
            """
        import threading, time
        def stay():
            while True:
                try:
                    time.sleep(0.01)
                except BaseException:
                    pass
        threading.Thread(target=stay, daemon=False).start()
        """
        ),
    ),
    Case(
        "swarm: the dead that nobody buries",
        "passed",
        attempt(
            """
        for _ in range(30):
            if os.fork() == 0:
                os._exit(0)
        """
        ),
    ),
    Case(
        "swarm: a process that asks to be let out of its group",
        "passed",
        attempt(
            """
        if os.fork() == 0:
            try:
                os.setpgid(0, os.getpgid(os.getppid()))
                os.setsid()
            except OSError:
                pass
            os.execvp('sh', ['sh', '-c', 'trap "" TERM HUP INT; sleep 300; : ' + world.mark])
        """
        ),
    ),
]
