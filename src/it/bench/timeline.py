"""When the goals of a Maven run began and ended, and what its main thread did in them, which samples do not show: a JVM that loads a class is in
none of the states in which JDK Flight Recorder samples a thread.
"""

import collections
import dataclasses
import datetime
import json
import re

# Maven's own log, with the time in each line (slf4j-simple's properties).
OPTIONS = "-Dorg.slf4j.simpleLogger.showDateTime=true -Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd_HH:mm:ss.SSSXXX"
LOADS = "jdk.ClassLoad"
EVENTS = (LOADS, "jdk.ThreadPark", "jdk.ThreadSleep", "jdk.JavaMonitorWait", "jdk.JavaMonitorEnter", "jdk.SocketRead")
_LINE = re.compile(r"(\d{4}-\d\d-\d\d)_(\S+) \[INFO\] ---(.*)")
_GOAL = re.compile(r" (?:ecs-maven-plugin|io\.github\.ecsmaven:ecs-maven-plugin|ecs):\S+?:([\w-]+) \(")


@dataclasses.dataclass
class Goal:
    name: str
    began: float
    ended: float

    def milliseconds(self):
        return 1000 * (self.ended - self.began)


def goals(log):
    """Those of this plugin, in the order in which they ran."""
    found, running = [], None
    for date, time, what in (match.groups() for match in map(_LINE.search, log) if match):
        now = _seconds(f"{date}T{time}")
        if running:
            found.append(Goal(running[0], running[1], now))
        goal = _GOAL.match(what)
        running = (goal.group(1), now) if goal else None
    return found


class Run:
    """Milliseconds of the goals together, and how many classes were loaded in them."""

    def __init__(self, ran, events):
        self.goals = ran
        loads, waits = collections.defaultdict(list), collections.defaultdict(list)
        for event in json.loads(events)["recording"]["events"]:
            values = event["values"]
            began = _seconds(values["startTime"])
            if values["eventThread"] and any(goal.began <= began < goal.ended for goal in ran):
                kind = loads if event["type"] == LOADS else waits
                kind[values["eventThread"]["javaName"]].append((began, began + _duration(values["duration"])))
        main = loads.pop("main", [])
        own = [spans for name, spans in loads.items() if name.startswith("ecs-")]
        self.loaded = len(main)
        self.loading = _covered(main)
        self.waiting = _covered(main + waits["main"]) - self.loading
        self.working = sum(goal.milliseconds() for goal in ran) - self.loading - self.waiting
        self.loaded_beside = sum(map(len, own))
        self.beside = sum(map(_covered, own))


def _covered(spans):
    """A class that is loaded for the sake of another one is loaded within its time."""
    whole, end = 0.0, 0.0
    for began, ended in sorted(spans):
        whole += max(0.0, ended - max(began, end))
        end = max(end, ended)
    return 1000 * whole


def _seconds(text):
    """Python before 3.11 reads neither nanoseconds nor Z."""
    whole, fraction, zone = re.fullmatch(r"([^.]+)(\.\d+)?(Z|[+-]\d\d:?\d\d)", text).groups()
    zone = "+00:00" if zone == "Z" else zone
    return datetime.datetime.fromisoformat(whole + zone).timestamp() + float(fraction or 0)


def _duration(text):
    """Of ISO 8601, as Java writes it."""
    hours, minutes, seconds = re.fullmatch(r"PT(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?", text).groups()
    return 3600 * int(hours or 0) + 60 * int(minutes or 0) + float(seconds or 0)
