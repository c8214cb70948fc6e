"""Entry of src/it/bench.sh, which has set up what is needed: measures, checks, prints."""

import os
import sys

import measure
import profile
import report
import scenarios
import tools
from engine import CountingForwarder
from project import LargeContext, Project
from registry import PushError
from samples import Sample, write_csv
from stage import Stage


class Benchmark:
    """All tools, each at its place, through all scenarios."""

    def __init__(self, stage, chosen, smoke):
        self.stage = stage
        self.chosen = chosen
        self.smoke = smoke
        self.profiled = "ECSMAVEN_BENCH_PROFILE" in os.environ
        self.samples = []
        self.places = []

    def add_places(self, names):
        for tool in (kind(self.stage.machine) for kind in tools.named(names)):
            project = self._project(Project, tool, "shop-" + tool.key, False)
            large = None
            if scenarios.CONTEXT in self.chosen:
                large = self._project(LargeContext, tool, "large-" + tool.key, True)
            self.places.append(scenarios.Place(
                tool, project, large, self.stage.engine, self.stage.sandbox, self.stage.repository, self.stage.machine.base))

    def _project(self, kind, tool, name, large):
        project = kind(self.stage.work(name), name, self.stage.machine.base, tool.plugin(name, large))
        project.create()
        return project

    def round(self, number, forwarder):
        """Every tool after the other through all scenarios; in every round another one is first."""
        start = number % len(self.places)
        environment = self.stage.environment(forwarder)
        for index, place in enumerate(self.places[start:] + self.places[:start]):
            for scenario in self.chosen:
                change = number * len(self.places) + index
                sample = self._sample(number, place, scenario, change, environment, forwarder)
                self.samples.append(sample)
                print(f"round {number}: {place.tool.key}, {scenario}: {sample.told(self.smoke)}", flush=True)

    def _sample(self, number, place, scenario, change, environment, forwarder):
        place.prepare(scenario, change)
        project = place.of(scenario)
        self.stage.sandbox.forget_requests()
        if forwarder:
            forwarder.forget()
        left = self._left(place.tool, scenario, number)
        if self.profiled and number > 0:
            environment = {**environment, "MAVEN_OPTS": profile.options(left + ".jfr")}
        run = measure.run(place.tool.commands(project), project.directory, environment, left + ".log")
        requests = self.stage.sandbox.requests()
        digest = self._check(place, project, scenario) if place.tool.pushes else None
        return Sample(
            number, place.tool.key, scenario, round(run.seconds, 3), run.maven_rss, forwarder.received if forwarder else None,
            sum(request["received"] for request in requests if request["operation"].startswith("registry:")), len(requests),
            digest)

    def _left(self, tool, scenario, number):
        """What files of that run are called, but for their ends."""
        return os.path.join(self.stage.directory, "logs", f"{number}-{tool.key}-{scenario.replace(' ', '-')}")

    def write_profiles(self, rounds):
        for place in self.places:
            for scenario in self.chosen:
                profile.main(f"{place.tool.label}, {scenario}", [
                    self._left(place.tool, scenario, number) + ".jfr" for number in range(1, rounds + 1)])

    def _check(self, place, project, scenario):
        try:
            digest = self.stage.judge.check(project.name, "1.0.0", project.shipped_files())
            self.stage.judge.must_refuse(project.name, "1.0.0", project.path("pom.xml"))
            return digest
        except (PushError, OSError) as wrong:
            raise PushError(f"{place.tool.key}, {scenario}: {wrong}") from wrong

    def pushes(self):
        return sum(place.tool.pushes for place in self.places) * len(self.chosen)


def rounds_of(arguments):
    if arguments == ["--smoke"]:
        return 0
    if len(arguments) > 1 or arguments and not arguments[0].isdigit():
        sys.exit("usage: bench.sh [rounds] or bench.sh --smoke")
    return int(arguments[0]) if arguments else 3


def chosen_scenarios(smoke):
    wanted = os.environ.get("ECSMAVEN_BENCH_SCENARIOS")
    if wanted:
        return tuple(name for name in scenarios.ALL if name in wanted.split(","))
    return scenarios.SMOKE if smoke else scenarios.ALL


def main(arguments):
    rounds = rounds_of(arguments)
    stage = Stage()
    stage.repository.add_libraries()
    benchmark = Benchmark(stage, chosen_scenarios(not rounds), smoke=not rounds)
    benchmark.add_places(os.environ.get("ECSMAVEN_BENCH_TOOLS", "").split())
    # The first round fills Maven's local repository and counts what the engine is sent; its times are nobody's.
    forwarder = CountingForwarder(stage.work("engine.sock"), stage.engine_path)
    benchmark.round(0, forwarder)
    forwarder.close()
    if not rounds:
        print(f"bench: {benchmark.pushes()} pushes, and each is right")
        return
    for number in range(1, rounds + 1):
        benchmark.round(number, None)
        write_csv(benchmark.samples, os.path.join(stage.directory, "bench.csv"))
    if benchmark.profiled:
        benchmark.write_profiles(rounds)
    else:
        report.write(stage, benchmark, rounds)


if __name__ == "__main__":
    main(sys.argv[1:])
