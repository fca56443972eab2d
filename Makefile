# make run: set up; replay a generated city day; a demonstration gate; a day of live gates, killed and settled; a chart.
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
	sh .ci/demonstration $(RELEASE) out/gate
	rm -rf out/gates
	$(RELEASE) simulate gates --taps 20000 --kills 20 --seed 7 --out out/gates
	$(RELEASE) simulate station --sweep gates=4..16 --arrivals 200 --seeds 5 --svg out/throughput.svg --csv out/throughput.csv

# The tests of the commands run the release binary: a debug build takes most of a second only to read its networks.
test: setup release
	FAREGATE_EXTERNAL_DATA="$${FAREGATE_EXTERNAL_DATA:-$(EXTERNAL)}" \
		FAREGATE_BINARY="$${FAREGATE_BINARY:-$(CURDIR)/$(RELEASE)}" $(SWIFT) test --scratch-path .build-test \
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
	$(RELEASE) bench journal
	$(RELEASE) bench gate
	$(RELEASE) bench reservations
	$(RELEASE) bench qr

# The committed vectors of our own emulator, anew; a test compares them with what is committed.
vectors: release
	$(RELEASE) vectors make > TestVectors/emv/quickpass-emulator.json

# libFuzzer over everything that a card or a file may say; at the end a table of what was run, and a failure if a target had
# fewer inputs than RUNS (SECONDS limits each; ALLOW_SHORT=1 lets that pass: `make fuzz SECONDS=60 ALLOW_SHORT=1`).
# Two runs make it whole: `make fuzz`, and `make fuzz SANITIZERS=address` for what plain code would not notice.
# An input that breaks a rule stays in out/fuzz; it belongs into FuzzTargetTests then.
TARGETS = objects exchange records certificates dialogue transcript decoder card-image key-file deny-list journal purse \
	picture frames symbol-wire framer ticket rail-ticket paper-ticket payment-code travel-document legacy-code \
	signature-encoding railway-key-file rail-record rail-lists station-files gate-config gate-lines \
	bundle batch
RUNS = 5000000
SECONDS = 7200
SANITIZERS =
ALLOW_SHORT =
# Of several -sanitize options the last one counts, so that both must stand in one.
comma = ,
fuzz: setup
	mkdir -p out/fuzz
	FAREGATE_FUZZ=1 $(BUILD) -c release --scratch-path .build-fuzz --product faregate-fuzz --sanitize fuzzer \
		$(if $(SANITIZERS),-Xswiftc -sanitize=fuzzer$(comma)$(SANITIZERS))
	ALLOW_SHORT=$(ALLOW_SHORT) Tests/Fuzz/run.sh .build-fuzz/release/faregate-fuzz out/fuzz $(RUNS) $(SECONDS) $(TARGETS)

clean:
	rm -rf .build .build-test .build-fuzz out
