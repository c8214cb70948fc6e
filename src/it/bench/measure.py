"""One command line after the other, each with its time and its largest process."""

import dataclasses
import os
import signal
import subprocess
import time

TIMEOUT = 600


class CommandError(Exception):
    """A tool that failed, with the end of its log."""


@dataclasses.dataclass
class Run:
    seconds: float
    maven_rss: int


def run(commands, directory, environment, log):
    """Seconds of all of them, and the peak of the first one's resident memory in MB, of children too that it waited for."""
    began = time.monotonic()
    with open(log, "wb") as output:
        peaks = [_run(command, directory, environment, output, log) for command in commands]
    return Run(time.monotonic() - began, peaks[0])


def _run(command, directory, environment, output, log):
    process = subprocess.Popen(
        command, cwd=directory, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT)
    try:
        usage = _wait(process)
    except BaseException:
        process.kill()
        process.wait()
        raise
    if process.returncode != 0:
        with open(log, encoding="utf-8", errors="replace") as text:
            raise CommandError(f"{' '.join(command)} in {directory} failed:\n{text.read()[-6000:]}")
    return usage.ru_maxrss // 1024


def _wait(process):
    """wait4, with a limit: a tool that hangs fails the benchmark instead of holding it up."""
    def give_up(_signal, _frame):
        raise CommandError(f"{' '.join(process.args)} has not ended after {TIMEOUT} s")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(TIMEOUT)
    try:
        _, status, usage = os.wait4(process.pid, 0)
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
    process.returncode = os.waitstatus_to_exitcode(status)
    return usage
