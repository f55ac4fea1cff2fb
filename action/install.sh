#!/usr/bin/env bash
# Installs `iam` into an environment of its own: version VERSION from PyPI, or built from the checkout that this
# script is part of. Writes the path of the command to GITHUB_OUTPUT as `iam`.
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
version=${VERSION:-}
case $version in
'') what=$root ;;
*[!0-9A-Za-z.]*)
    echo "::error::\`version\` has letters, digits and dots"
    exit 2
    ;;
*) what="typed-iam==$version" ;;
esac

# Python and cargo take modules and settings from the folder they run in, and that one is under review.
cd "${RUNNER_TEMP:?}"
python=$(command -v python3 || command -v python)
venv="$RUNNER_TEMP/typed-iam"
"$python" -I -m venv "$venv"
programs="$venv/bin"
[ -d "$programs" ] || programs="$venv/Scripts"
"$programs/python" -I -m pip install --quiet --disable-pip-version-check "$what"
iam="$programs/iam"
"$iam" --version
echo "iam=$iam" >>"${GITHUB_OUTPUT:?}"
