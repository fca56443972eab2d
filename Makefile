# make run: set up, and replay a generated city day end to end.
# make test: set up, and run all tests.
# Needs only the Swift toolchain on Debian 12; the rest is installed by `make setup`.

SWIFT ?= swift
BUILD = $(SWIFT) build --explicit-target-dependency-import-check error
RELEASE = .build/release/faregate
# Third-party facts that tests compare with; tests that need them say so and skip without.
EXTERNAL = $(shell [ -d ../shared ] && cd ../shared && pwd)

.PHONY: run test setup lint release bench vectors fuzz clean

run: release
	mkdir -p out
	$(RELEASE) simulate --edition 2018-08 --taps 1000000 --seed 7 --date 2018-08-31 -o out/day.csv --truth out/truth.csv
	$(RELEASE) replay out/day.csv --edition 2018-08 --trips out/trips.csv --differences out/differences.csv
	cmp out/trips.csv out/truth.csv && echo "every trip agrees with the generator's own truth"

test: setup
	FAREGATE_EXTERNAL_DATA="$${FAREGATE_EXTERNAL_DATA:-$(EXTERNAL)}" $(SWIFT) test --scratch-path .build-test \
		--explicit-target-dependency-import-check error

release: setup
	$(BUILD) -c release --static-swift-stdlib --product faregate

# Headers of zlib and libcrypto; nothing to do where they are installed.
setup:
	@sh .ci/setup

lint:
	$(SWIFT) format lint --strict --recursive Sources Tests Package.swift

bench: release
	$(RELEASE) bench fare
	$(RELEASE) bench replay
	$(RELEASE) bench card

# The committed vectors of our own emulator, anew; a test compares them with what is committed.
vectors: release
	$(RELEASE) vectors make > TestVectors/emv/quickpass-emulator.json

# libFuzzer over everything that a card or a file may say. `make fuzz TARGETS=dialogue RUNS=100000 SANITIZERS=address`.
# An input that breaks a rule stays in out/fuzz; it belongs into FuzzTargetTests then.
TARGETS = objects exchange records certificates dialogue transcript decoder card-image key-file deny-list
RUNS = 5000000
SECONDS = 240
SANITIZERS =
# Of several -sanitize options the last one counts, so that both must stand in one.
comma = ,
fuzz: setup
	mkdir -p out/fuzz
	FAREGATE_FUZZ=1 $(BUILD) -c release --scratch-path .build-fuzz --product faregate-fuzz --sanitize fuzzer \
		$(if $(SANITIZERS),-Xswiftc -sanitize=fuzzer$(comma)$(SANITIZERS))
	set -e; for target in $(TARGETS); do echo "fuzzing $$target"; \
		FAREGATE_FUZZ_TARGET=$$target SWIFT_BACKTRACE=enable=no ASAN_OPTIONS=detect_leaks=0 \
		.build-fuzz/release/faregate-fuzz -runs=$(RUNS) -max_total_time=$(SECONDS) -seed=1 -max_len=1024 \
		-len_control=0 -print_final_stats=1 -artifact_prefix=out/fuzz/$$target- \
		> out/fuzz/$$target.log 2>&1 || { tail -40 out/fuzz/$$target.log; exit 1; }; tail -6 out/fuzz/$$target.log; done

clean:
	rm -rf .build .build-test .build-fuzz out
