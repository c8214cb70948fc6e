"""What the plugin does in a Maven run, by the samples that JDK Flight Recorder took of its threads.

python3 src/it/bench/profile.py TITLE RECORDING...
"""

import collections
import os
import re
import subprocess
import sys

OWN = "io.github.ecsmaven."
# The first that fits: what a thread was in the middle of, the innermost matter first.
MATTERS = (
    ("waiting for an answer", r"SocketDispatcher\.read0|Net\.poll|NioSocketImpl\.park|SocketDispatcher\.readv0"),
    ("reading and inflating class files", r"java\.util\.zip\.|java\.util\.jar\.|RandomAccessFile"),
    ("linking lambdas", r"MethodHandleNatives\.link"),
    ("defining and initializing classes", r"ClassLoader\.(defineClass|loadClass)|\.<clinit>$"),
    ("TLS, signatures, hashes", r"javax\.crypto\.|java\.security\.MessageDigest|sun\.security\.|http\.auth\.aws"),
    ("HTTP to AWS and to the engine", r"sun\.net\.www|http\.urlconnection|dockerjava\.|io\.github\.ecsmaven\.(docker|buildkit)\."),
    ("XML and JSON", r"xerces|com\.sun\.xml|jackson"),
    ("Maven filling the goals' parameters", r"org\.(eclipse\.sisu|codehaus\.plexus\.component)\."),
)


def matters(recording):
    """One for each sample of a thread that has a frame of the plugin."""
    text = subprocess.run(
        [os.path.join(os.environ["JAVA_HOME"], "bin", "jfr"), "print", "--stack-depth", "300", "--events",
         "jdk.ExecutionSample,jdk.NativeMethodSample", recording], capture_output=True, text=True, check=True).stdout
    for event in text.split("\njdk."):
        frames = re.findall(r"^\s+([\w.$<>]+)\(", event, re.MULTILINE)
        if any(frame.startswith(OWN) for frame in frames):
            yield _matter(frames)


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
    print(f"{title}: {whole / runs:.0f} samples a run at work, {waits / runs:.0f} waiting for an answer, {runs} runs")
    for name, count in counts.most_common():
        print(f"  {100 * count / whole:3.0f} %  {name}")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
