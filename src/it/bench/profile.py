"""What the plugin does in a Maven run, by the samples that JDK Flight Recorder took of its threads.

python3 src/it/bench/profile.py TITLE RECORDING...
"""

import collections
import functools
import os
import re
import subprocess
import sys

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
    return f"-XX:StartFlightRecording=settings={SETTINGS},filename={recording} -XX:FlightRecorderOptions=stackdepth=256"


def matters(recording):
    """One for each sample of a thread that has a frame of the plugin."""
    text = subprocess.run(
        [_jfr(), "print", "--stack-depth", "300", "--events",
         "jdk.ExecutionSample,jdk.NativeMethodSample", recording], capture_output=True, text=True, check=True).stdout
    for event in text.split("\njdk."):
        frames = re.findall(r"^\s+([\w.$<>]+)\(", event, re.MULTILINE)
        if any(frame.startswith(OWN) for frame in frames):
            yield _matter(frames)


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


def main(title, recordings):
    counts = collections.Counter(matter for recording in recordings for matter in matters(recording))
    # A thread that only waits takes nothing from the others.
    waits = counts.pop("waiting for an answer", 0)
    whole = sum(counts.values())
    runs = len(recordings)
    print(f"{title}: {whole / runs:.0f} samples a run at work, {waits / runs:.0f} waiting for an answer, {runs} runs,"
          " a sample of each thread every 5 ms")
    for name, count in counts.most_common():
        print(f"  {100 * count / whole:3.0f} %  {name}")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
