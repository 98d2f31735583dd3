#!/usr/bin/python3
"""Stands in for pip and uv where PyPI cannot be reached: whatever is asked for has to be there already, as a package of Debian."""
import os
import re
import subprocess
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path


def names_of(requirements: list[str]) -> list[tuple[str, str]]:
    found = (re.match(r"([A-Za-z0-9._-]+)(?:\[[^\]]*\])?\s*(.*)", line.strip()) for line in requirements)
    return [(match[1], match[2]) for match in found if match]


def check(wanted: list[tuple[str, str]]) -> None:
    missing = []
    for name, asked in wanted:
        try:
            print(f"{name}: {asked or 'any'} is asked for, {version(name)} is here")
        except PackageNotFoundError:
            missing.append(name)
    if missing:
        sys.exit(f"in no package of Debian: {', '.join(missing)}")


def locked() -> list[tuple[str, str]]:
    """Of the lock file, without those that only developers need."""
    project = tomllib.loads(Path("pyproject.toml").read_text())
    aside = {name for group in project.get("dependency-groups", {}).values() for name, _ in names_of(group)}
    packages = tomllib.loads(Path("uv.lock").read_text())["package"]
    return [(one["name"], one["version"]) for one in packages if one["name"] not in aside and "source" not in one]


def environment(folder: Path) -> None:
    subprocess.run([sys.executable, "-m", "venv", "--system-site-packages", "--without-pip", folder], check=True)
    for program in ("gunicorn", "celery", "django-admin"):
        os.symlink(f"/usr/bin/{program}", folder / "bin" / program)


if Path(sys.argv[0]).name == "uv":
    check(locked())
    environment(Path(".venv"))
elif sys.argv[1] == "install":
    words = sys.argv[2:]
    lines = []
    while words:
        word = words.pop(0)
        if word in ("-r", "--requirement"):
            lines += Path(words.pop(0)).read_text().splitlines()
        elif not word.startswith("-"):
            lines.append(word)
    # uv stands beside it.
    check([(name, asked) for name, asked in names_of(lines) if name != "uv"])
