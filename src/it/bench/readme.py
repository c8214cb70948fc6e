"""Puts what the last runs of bench.sh and bench-reactor.sh have printed into the README, and the plot beside it.

python3 src/it/bench/readme.py
"""

import os
import shutil

SECTIONS = {"bench": "target/bench/bench.md", "bench-reactor": "target/bench/reactor.md"}
PLOT = "src/site/resources/bench.svg"


def main():
    with open("README.md", encoding="utf-8") as file:
        readme = file.read()
    for name, printed in SECTIONS.items():
        if os.path.exists(printed):
            with open(printed, encoding="utf-8") as file:
                readme = replaced(readme, name, file.read())
    with open("README.md", "w", encoding="utf-8") as file:
        file.write(readme)
    if os.path.exists("target/bench/bench.svg"):
        os.makedirs(os.path.dirname(PLOT), exist_ok=True)
        shutil.copyfile("target/bench/bench.svg", PLOT)


def replaced(readme, name, text):
    begin, end = f"<!-- {name} -->\n", f"<!-- /{name} -->"
    return readme[:readme.index(begin) + len(begin)] + text + readme[readme.index(end):]


if __name__ == "__main__":
    main()
