# shellcheck shell=bash
# `quoted COMMAND…` runs a command whose output has words of others: a runner takes lines of a log for commands, and
# must not take these.

quoted() {
    local end status=0
    end=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
    echo "::stop-commands::$end"
    "$@" || status=$?
    echo
    echo "::$end::"
    return "$status"
}
