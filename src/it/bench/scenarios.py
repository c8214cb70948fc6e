"""What happens to a project between two pushes. Each function makes it so; then the tool runs and is measured."""

import dataclasses
import time

COLD, CLASS, DEPENDENCY, NOTHING, FRESH, CONTEXT = ALL = (
    "cold", "one class changed", "one dependency added", "nothing changed", "fresh CI machine", "500 MB context")
SMOKE = (COLD, CLASS)


@dataclasses.dataclass
class Place:
    """Where a tool works: its two projects, the engine, the registry, Maven's local repository."""

    tool: object
    project: object
    large: object
    engine: object
    sandbox: object
    repository: object
    base: str

    def of(self, scenario):
        return self.large if scenario == CONTEXT else self.project

    def prepare(self, scenario, number):
        """@param number: of this round and tool, which no other change has had"""
        {COLD: self._cold, CLASS: self._class, DEPENDENCY: self._dependency, NOTHING: self._nothing, FRESH: self._fresh,
         CONTEXT: self._context}[scenario](number)

    def _begin(self, project, number):
        """Nothing built, nothing pushed; the base image is where the tool keeps it."""
        self.tool.forget(everything=False)
        if self.tool.pushes:
            self.sandbox.new_repository(project.name)
            self.engine.empty()
            self.engine.pull(self.base)
        project.reset(number)

    def _cold(self, number):
        # A layer that no tool and no round has built before, or the engine knows where it was pushed to.
        self.repository.add("library-59", "1.0", self.repository.size(59), f"cold-{number}")
        self._begin(self.project, number)

    def _class(self, number):
        self.project.change_class(10_000 + number)

    def _dependency(self, number):
        version = f"1.{number}"
        self.repository.add("added", version, 900_000, f"added-{number}")
        self.project.add_dependency("added", version)

    @staticmethod
    def _nothing(_number):
        # Files that were just written count as still being written.
        time.sleep(3)

    def _fresh(self, number):
        """Another machine: sources with one class changed, Maven's local repository, and nothing else."""
        self.project.clean()
        self.project.change_class(20_000 + number)
        self.tool.forget(everything=True)
        if self.tool.pushes:
            self.engine.empty()

    def _context(self, number):
        self._begin(self.large, number)

