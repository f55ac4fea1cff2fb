#!/usr/bin/env bash
# Refuses switches that are neither on nor off: what is misspelt would be off in silence.
set -euo pipefail

for name in FAIL_ON_UNCHECKED FAIL_ON_WIDER UPLOAD_SARIF COMMENT; do
    case ${!name:-} in
    true | false) ;;
    *)
        input=$(printf '%s' "$name" | tr 'A-Z_' 'a-z-')
        echo "::error::\`$input\` is \`true\` or \`false\`"
        exit 2
        ;;
    esac
done
