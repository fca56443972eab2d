#!/bin/sh
# make fuzz: runs each target, then says how many inputs it was given; fails if one broke a rule or had too few.
# Usage: run.sh BINARY FOLDER RUNS SECONDS TARGET...; ALLOW_SHORT=1 lets a run pass that the clock has ended.
set -u
binary=$1 folder=$2 runs=$3 seconds=$4
shift 4
status=0
summary="$folder/summary.txt"
printf '%-14s %12s %12s %8s  %s\n' target runs wanted seconds result > "$summary"
for target in "$@"; do
    echo "fuzzing $target"
    log="$folder/$target.log"
    begun=$(date +%s)
    result=ok
    FAREGATE_FUZZ_TARGET=$target SWIFT_BACKTRACE=enable=no ASAN_OPTIONS=detect_leaks=0 \
        "$binary" -runs="$runs" -max_total_time="$seconds" -seed=1 -max_len=1024 -len_control=0 -print_final_stats=1 \
        -artifact_prefix="$folder/$target-" > "$log" 2>&1 || result=BROKEN
    executed=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log" | tail -1)
    executed=${executed:-0}
    if [ $result = BROKEN ]; then
        tail -40 "$log"
        status=1
    elif [ "$executed" -lt "$runs" ]; then
        result=short
        [ "${ALLOW_SHORT:-}" = 1 ] || status=1
    fi
    printf '%-14s %12s %12s %8s  %s\n' "$target" "$executed" "$runs" "$(($(date +%s) - begun))" $result >> "$summary"
done
cat "$summary"
exit $status
