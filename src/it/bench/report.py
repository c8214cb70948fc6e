"""The tables, as they stand in the README, and the lines above them that tell of the machine."""

import os
import subprocess

import closure
import plot
import targets
import tools
from samples import summary

MEGABYTE = 1e6


def write(stage, benchmark, rounds):
    """Prints, and leaves bench.md and bench.svg in the benchmark's directory."""
    text = "\n".join(_lines(stage, benchmark, rounds))
    print(text)
    with open(os.path.join(stage.directory, "bench.md"), "w", encoding="utf-8") as file:
        file.write(text + "\n")
    with open(os.path.join(stage.directory, "bench.svg"), "w", encoding="utf-8") as file:
        file.write(plot.overheads(benchmark.samples, [place.tool for place in benchmark.places], benchmark.chosen))


def _lines(stage, benchmark, rounds):
    places, samples = benchmark.places, benchmark.samples
    yield from _machine(stage, rounds)
    if any(not place.tool.pushes for place in places):
        yield from _overheads(samples, places, benchmark.chosen)
    for scenario in benchmark.chosen:
        yield from _scenario(samples, places, scenario)
    closures = _closures(stage, places)
    yield from _closure_table(closures)
    yield from _target_table(samples, places, benchmark.chosen, closures)


def _machine(stage, rounds):
    with open("/proc/meminfo", encoding="ascii") as file:
        memory = int(file.readline().split()[1]) / 1024 / 1024
    load = os.getloadavg()[0]
    yield (f"{os.cpu_count()} cores, {memory:.0f} GB, load {load:.1f} at the end; Docker Engine {stage.engine.version()},"
           f" {_first_line([stage.machine.docker, '--version'])}; {_first_line(['mvn', '-B', '-version'])};"
           f" {_first_line(['java', '-version'])};"
           f" docker-maven-plugin {tools.DOCKER_MAVEN_PLUGIN}, jib-maven-plugin {tools.JIB}; {rounds} interleaved rounds, medians.")
    yield ""


def _first_line(command):
    text = subprocess.run(command, capture_output=True, text=True, check=True, stdin=subprocess.DEVNULL)
    line = (text.stdout or text.stderr).splitlines()[0]
    return line.replace("\x1b[1m", "").replace("\x1b[m", "").replace("\x1b[0m", "").split(" (")[0]


def _overheads(samples, places, chosen):
    yield "Seconds above `mvn package` of the same project without an image plugin:"
    yield ""
    yield "| | " + " | ".join(chosen) + " |"
    yield "|---" * (len(chosen) + 1) + "|"
    for tool in (place.tool for place in places if place.tool.pushes):
        cells = [f"{overhead(samples, tool.key, scenario):.2f}" for scenario in chosen]
        yield f"| {tool.label} | " + " | ".join(cells) + " |"
    yield ""


def overhead(samples, tool, scenario):
    """Medians, one minus the other."""
    return summary(samples, tool, scenario).median - summary(samples, tools.Maven.key, scenario).median


def _scenario(samples, places, scenario):
    keys = [place.tool.key for place in places]
    yield f"**{scenario[0].upper()}{scenario[1:]}**"
    yield ""
    yield "| | s | min–max | x docker | s above `mvn package` | Maven's peak MB | MB to the engine | MB to the registry | requests |"
    yield "|---|---|---|---|---|---|---|---|---|"
    for place in places:
        yield _row(samples, place.tool, scenario, keys)
    yield ""


def _row(samples, tool, scenario, keys):
    own = summary(samples, tool.key, scenario)
    cells = [tool.label, f"{own.median:.2f}", f"{own.least:.2f}–{own.most:.2f}"]
    if not tool.pushes:
        return "| " + " | ".join(cells + ["", "", f"{own.rss:.0f}", "", "", ""]) + " |"
    docker = tools.DockerCommand.key in keys and summary(samples, tools.DockerCommand.key, scenario).median
    cells.append(f"{own.median / docker:.2f}" if docker else "")
    cells.append(f"{overhead(samples, tool.key, scenario):.2f}" if tools.Maven.key in keys else "")
    cells += [f"{own.rss:.0f}", _megabytes(own.engine_bytes), _megabytes(own.registry_bytes), f"{own.requests:.0f}"]
    return "| " + " | ".join(cells) + " |"


def _megabytes(count):
    return f"{count / MEGABYTE:.2f}" if count < MEGABYTE else f"{count / MEGABYTE:.1f}"


def _closures(stage, places):
    """Jars and MB by plugin."""
    found = {}
    for place in places:
        if place.tool.coordinates and place.tool.coordinates not in found:
            jars, size = closure.sizes(place, stage.environment(None))
            found[place.tool.coordinates] = jars, size / MEGABYTE
    return found


def _closure_table(closures):
    yield "What Maven loads for a plugin:"
    yield ""
    yield "| | jars | MB |"
    yield "|---|---|---|"
    for coordinates, (jars, size) in closures.items():
        yield f"| {coordinates.split(':')[1]} | {jars} | {size:.1f} |"
    yield ""


def _target_table(samples, places, chosen, closures):
    keys = {place.tool.key for place in places}
    if {tools.Own.key, tools.DockerCommand.key, tools.Maven.key} <= keys:
        own = next(place.tool.coordinates for place in places if place.tool.key == tools.Own.key)
        yield "What this plugin is to reach, with BuildKit:"
        yield ""
        yield from targets.table(samples, chosen, closures[own][1])
