# make run: set up, and replay a generated city day end to end.
# make test: set up, and run all tests.
# Needs only the Swift toolchain on Debian 12; the rest is installed by `make setup`.

SWIFT ?= swift
BUILD = $(SWIFT) build --explicit-target-dependency-import-check error
RELEASE = .build/release/faregate
# Third-party facts that tests compare with; tests that need them say so and skip without.
EXTERNAL = $(shell [ -d ../shared ] && cd ../shared && pwd)

.PHONY: run test setup lint release bench clean

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

clean:
	rm -rf .build .build-test out
