"""What was measured: one sample for each round, tool and scenario. Those of round 0 count bytes, the others time."""

import csv
import dataclasses
import statistics


@dataclasses.dataclass
class Sample:
    round: int
    tool: str
    scenario: str
    seconds: float
    maven_rss_mb: int
    engine_bytes: int | None
    registry_bytes: int
    requests: int
    digest: str | None

    def told(self, smoke):
        return "right" if smoke else f"{self.seconds:.2f} s, {self.requests} requests"


@dataclasses.dataclass
class Summary:
    """All rounds of a tool in a scenario."""

    median: float
    least: float
    most: float
    rss: float
    engine_bytes: int | None
    registry_bytes: float
    requests: float


def summary(samples, tool, scenario):
    ours = [sample for sample in samples if sample.tool == tool and sample.scenario == scenario]
    timed = [sample for sample in ours if sample.round]
    seconds = [sample.seconds for sample in timed]
    return Summary(
        statistics.median(seconds), min(seconds), max(seconds),
        statistics.median(sample.maven_rss_mb for sample in timed),
        next(sample.engine_bytes for sample in ours if not sample.round),
        statistics.median(sample.registry_bytes for sample in timed),
        statistics.median(sample.requests for sample in timed))


def write_csv(samples, path):
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(field.name for field in dataclasses.fields(Sample))
        for sample in samples:
            writer.writerow(dataclasses.astuple(sample))
