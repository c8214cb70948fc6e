"""What the plugin does in a Maven run, by what JDK Flight Recorder recorded of it, and by the clock.

python3 src/it/bench/profile.py TITLE RECORDING...

The log of a run lies beside its recording, with times (options); its name ends in .log and not in .jfr.
"""

import collections
import functools
import os
import re
import statistics
import subprocess
import sys

import timeline

OWN = "io.github.ecsmaven."
SETTINGS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "profile.jfc")
# The first that fits: what a thread was in the middle of, the innermost matter first.
MATTERS = (
    ("hashing the build context", r"io\.github\.ecsmaven\.context\.ContentHash"),
    ("waiting for an answer", r"SocketDispatcher\.read0|Net\.poll|NioSocketImpl\.park|SocketDispatcher\.readv0"),
    ("reading and inflating class files", r"java\.util\.zip\.|java\.util\.jar\.|RandomAccessFile"),
    ("linking lambdas", r"MethodHandleNatives\.link"),
    ("defining and initializing classes", r"ClassLoader\.(defineClass|loadClass)|\.<clinit>$"),
    ("TLS, signatures, hashes", r"javax\.crypto\.|java\.security\.MessageDigest|sun\.security\.|http\.auth\.aws"),
    ("HTTP to AWS and to the engine", r"sun\.net\.www|http\.urlconnection|dockerjava\.|io\.github\.ecsmaven\.(docker|buildkit)\."),
    ("XML and JSON", r"xerces|com\.sun\.xml|jackson"),
    ("Maven filling the goals' parameters", r"org\.(eclipse\.sisu|codehaus\.plexus\.component)\."),
)


def options(recording):
    """Of a JVM that writes that file when it ends."""
    return (f"-XX:StartFlightRecording=settings={SETTINGS},filename={recording} -XX:FlightRecorderOptions=stackdepth=256 "
            + timeline.OPTIONS)


def matters(recording):
    """One for each sample of a thread that has a frame of the plugin."""
    text = _printed("--stack-depth", "300", "--events", "jdk.ExecutionSample,jdk.NativeMethodSample", recording)
    for event in text.split("\njdk."):
        frames = re.findall(r"^\s+([\w.$<>]+)\(", event, re.MULTILINE)
        if any(frame.startswith(OWN) for frame in frames):
            yield _matter(frames)


def _printed(*arguments):
    return subprocess.run([_jfr(), "print", *arguments], capture_output=True, text=True, check=True).stdout


@functools.cache
def _jfr():
    """Of the JDK that runs Maven."""
    said = subprocess.run(["java", "-XshowSettings:properties", "-version"], capture_output=True, text=True, check=True).stderr
    home = os.environ.get("JAVA_HOME") or re.search(r"java\.home = (.*)", said).group(1)
    return os.path.join(home, "bin", "jfr")


def _matter(frames):
    for name, pattern in MATTERS:
        if any(re.search(pattern, frame) for frame in frames):
            return name
    return "all else"


def _by_the_clock(recording):
    with open(recording.removesuffix(".jfr") + ".log", encoding="utf-8", errors="replace") as log:
        ran = timeline.goals(log)
    return timeline.Run(ran, _printed("--json", "--events", ",".join(timeline.EVENTS), recording))


def _print_clock(title, recordings):
    runs = [_by_the_clock(recording) for recording in recordings]
    names = [goal.name for goal in runs[0].goals]

    def median(of):
        return f"{statistics.median(of(run) for run in runs):.0f}"

    took = ", ".join(
        f"ecs:{name} {median(lambda run, at=at: run.goals[at].milliseconds())} ms" for at, name in enumerate(names))
    print(f"{title}: {took} by the clock, medians of {len(runs)} runs")
    print(f"  the main thread: {median(lambda run: run.loading)} ms loading {median(lambda run: run.loaded)} classes,"
          f" {median(lambda run: run.waiting)} ms waiting, {median(lambda run: run.working)} ms at other work;"
          f" threads beside it: {median(lambda run: run.beside)} ms loading {median(lambda run: run.loaded_beside)} classes")


def main(title, recordings):
    _print_clock(title, recordings)
    counts = collections.Counter(matter for recording in recordings for matter in matters(recording))
    # A thread that only waits takes nothing from the others.
    waits = counts.pop("waiting for an answer", 0)
    whole = sum(counts.values())
    runs = len(recordings)
    print(f"  {whole / runs:.0f} samples a run of threads at work, {waits / runs:.0f} of threads that wait for an answer,"
          " each thread every 5 ms:")
    for name, count in counts.most_common():
        print(f"  {100 * count / whole:3.0f} %  {name}")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
