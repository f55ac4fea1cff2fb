"""What `.ci/packaging` asks of files that a shell does not read well."""

import re
import sys
import tarfile
import tomllib
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent


def scripts() -> None:
    """No expression is part of a script, and each script that a step runs is there."""
    for path in [ROOT / "action.yml", *sorted((ROOT / ".github/workflows").glob("*.yml"))]:
        document = yaml.safe_load(path.read_text())
        jobs = document.get("jobs", {"": document.get("runs")}).values()
        for step in (step for job in jobs for step in job["steps"]):
            script = step.get("run", "")
            if "${{" in script:
                sys.exit(f"{path.name}: an expression is spliced into a script: {script.strip()}")
            for name in re.findall(r"\$GITHUB_ACTION_PATH/([\w./-]+)|bash (\.ci/[\w-]+)", script):
                if not (ROOT / "".join(name)).is_file():
                    sys.exit(f"{path.name}: no script `{''.join(name)}`")


def archive(target: str) -> None:
    """`cargo binstall` finds the archive under the name that the manifest says, and in it each program."""
    version = tomllib.loads((ROOT / "Cargo.toml").read_text())["workspace"]["package"]["version"]
    manifest = tomllib.loads((ROOT / "iam-cli/Cargo.toml").read_text())
    words = {"repo": "", "name": "iam-cli", "target": target, "version": version}
    words |= {"archive-suffix": ".tar.gz", "binary-ext": ""}

    def filled(template: str, **more: str) -> str:
        return re.sub(r"\{ ([\w-]+) \}", lambda name: (words | more)[name[1]], template)

    binstall = manifest["package"]["metadata"]["binstall"]
    path = ROOT / "dist" / filled(binstall["pkg-url"]).rsplit("/", 1)[-1]
    with tarfile.open(path) as tar:
        names = tar.getnames()
    for program in manifest["bin"]:
        wanted = filled(binstall["bin-dir"], bin=program["name"])
        if wanted not in names:
            sys.exit(f"{path.name} has no {wanted}: {names}")


if __name__ == "__main__":
    {"scripts": scripts, "archive": archive}[sys.argv[1]](*sys.argv[2:])
