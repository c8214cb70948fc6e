"""What this plugin is to reach, and what it has reached in this run."""

import scenarios
import tools
from samples import summary

SECONDS = 0.6
OF_DOCKER_ON_FRESH_MACHINE = 0.7
MEMORY_MB = 64
REQUESTS = 8
CLOSURE_MB = 35


def table(samples, chosen, closure_mb):
    """Of the scenarios that were measured."""
    rows = list(_rows(samples, chosen, closure_mb))
    return ["| target | limit | measured | result |", "|---|---|---|---|"] + [
        f"| {name} | {limit:.{digits}f} | {measured:.{digits}f} | {'met' if measured <= limit else 'missed'} |"
        for name, limit, measured, digits in rows]


def _rows(samples, chosen, closure_mb):
    own, docker, alone = (_by_scenario(samples, tool.key, chosen) for tool in (tools.Own, tools.DockerCommand, tools.Maven))
    for scenario in (scenarios.CLASS, scenarios.NOTHING):
        if scenario in chosen:
            yield f"{scenario}, s above `mvn package`", SECONDS, own[scenario].median - alone[scenario].median, 2
    for scenario in (scenarios.DEPENDENCY, scenarios.COLD):
        if scenario in chosen:
            yield f"{scenario}, s, at most those of docker", docker[scenario].median, own[scenario].median, 2
    if scenarios.FRESH in chosen:
        fresh = scenarios.FRESH
        yield f"{fresh}, x docker", OF_DOCKER_ON_FRESH_MACHINE, own[fresh].median / docker[fresh].median, 2
    more = max(own[scenario].rss - alone[scenario].rss for scenario in chosen)
    yield "peak of the Maven process above that of `mvn package`, MB, the worst scenario", MEMORY_MB, more, 0
    if scenarios.NOTHING in chosen:
        yield "requests when nothing changed", REQUESTS, own[scenarios.NOTHING].requests, 0
    yield "what Maven loads for the plugin, MB", CLOSURE_MB, closure_mb, 1


def _by_scenario(samples, tool, chosen):
    return {scenario: summary(samples, tool, scenario) for scenario in chosen}
