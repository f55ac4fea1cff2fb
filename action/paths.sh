# shellcheck shell=bash
# Reads PATHS, one a line, into the array `paths`. Bash of macOS has no `mapfile`.

paths=()
while IFS= read -r path; do
    path=${path%$'\r'}
    [ -z "$path" ] || paths+=("$path")
done <<<"${PATHS:-}"
if [ "${#paths[@]}" -eq 0 ]; then
    echo "::error::\`paths\` names no file and no folder"
    exit 2
fi
