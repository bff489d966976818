# Habeas: `make demo` shows it, `make test` tests it, `make help` lists the rest.
# PYTHON=/path/to/python chooses another interpreter (3.11 to 3.13) than the first one found.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
RUN := $(VENV)/run.stamp
DEV := $(VENV)/dev.stamp
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	"$$p" -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null \
	&& command -v "$$p" && break; done)
DEMO := .demo
OPEN ?= 1
FILES ?= 20000
OTHERS ?= 2000
BATCH ?= 10000
LOCK := $(BIN)/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-emit-index-url --no-emit-find-links --annotation-style line

.PHONY: bench-signing signing help setup demo test lint lock schema reference messages bench bench-reading durability twice tamper words custody restore letters cost mutations counts promises train train-entities train-names hostile patterns batches test-desk screens consent test-desk-postgresql bench-desk screenshots clean

help: ## This list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1\t\2/p' $(MAKEFILE_LIST) | expand -t 14

setup: $(DEV) ## Sets up .venv with everything needed, from the lock files

demo: $(RUN) ## Builds the case files of our example reports and serves them (OPEN=0: builds and exits)
	@rm -rf $(DEMO)
	@$(BIN)/habeas build examples/reports --manifest examples/manifest.csv --out $(DEMO) || test $$? -eq 1
ifneq ($(OPEN),0)
	@$(BIN)/habeas serve $(DEMO)
endif

test: lint ## Sets up, checks style, types and imports, and runs the tests
	$(BIN)/python -m pytest

lint: $(DEV) ## Style, types and which room may import which
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

lock: $(DEV) ## Makes the lock files anew from pyproject.toml; LOCK_ARGS=--upgrade takes newer versions
	$(LOCK) $(LOCK_ARGS) --extra desk --output-file requirements/run.lock
	$(LOCK) $(LOCK_ARGS) --extra desk --extra dev --constraint requirements/run.lock --output-file requirements/dev.lock

schema: $(DEV) ## Makes the JSON Schema of a reading anew from its types
	$(BIN)/python -m habeas.model.schema

reference: $(DEV) ## Makes docs/cli.md anew from the program's own help
	$(BIN)/python -m docs.make_cli

messages: $(DEV) ## Makes the catalogues of the desk's languages anew from its texts (needs GNU gettext)
	$(BIN)/python -m docs.make_messages

test-desk: $(DEV) ## The desk in a real browser, at length (needs Chromium)
	HABEAS_PAIRS=$(PAIRS_AT_ONCE) HABEAS_STRINGS=$(STRINGS) $(BIN)/python -m pytest -m "slow or not slow" tests/desk/browser tests/desk/test_while_writing.py tests/desk/test_background.py

screens: $(DEV) ## Pictures of every screen of the desk in its three languages, wide and narrow, in .screens (needs Chromium)
	$(BIN)/python -m tests.desk.browser.screens .screens

WORLDS ?= 1000
PAIRS_AT_ONCE ?= 1000
STRINGS ?= 240
consent: $(DEV) ## Random people, consent and decisions: nothing withheld in any public file (WORLDS=1000 SEED=1)
	HABEAS_WORLDS=$(WORLDS) HABEAS_SEED=$(or $(SEED),0) $(BIN)/python -m pytest -q -s tests/publishing/test_consent_worlds.py

test-desk-postgresql: $(DEV) ## The desk's tests with its database on PostgreSQL (needs its server on the PATH)
	$(BIN)/python -m bench.durability.server $(BIN)/python -m pytest tests/desk --ignore tests/desk/browser

bench-desk: $(DEV) ## How soon the desk answers five people at many reports, while more come in (REPORTS=100000)
	$(BIN)/python -m bench.desk --reports $(REPORTS) $(BENCH_ARGS)

bench: $(DEV) ## Speed, memory and growth, printed as tables
	$(BIN)/python -m bench.speed
	$(BIN)/python -m bench.growth

bench-reading: $(DEV) ## How well the reader reads, beside the figures of others (BENCH_ARGS=--quick is shorter)
	$(BIN)/python -m bench.reading $(BENCH_ARGS)

BENCH_SECONDS ?= 60
bench-signing: $(DEV) ## Signatures a second at the running desk, none lost, beside bare inserts (BENCH_SECONDS=60)
	$(BIN)/python -m bench.signing --seconds $(BENCH_SECONDS)

EVENTS ?= 10000
signing: $(DEV) ## Random signing with killed workers, two years of retention day by day, and how long each signer waits
	HABEAS_EVENTS=$(EVENTS) HABEAS_EVERY_DAY=1 HABEAS_SIGNERS=400 $(BIN)/python -m pytest -q -s tests/desk/actions/test_crowd.py \
		tests/desk/actions/test_timing.py tests/desk/actions/test_retention.py

KILLS ?= 50
durability: $(DEV) ## Kills and failing disks while reports are added, read and decided on (KILLS=1000, RECORD=--record)
	$(BIN)/python -m bench.durability kills --kills $(KILLS) $(RECORD)
	$(BIN)/python -m bench.durability kills --database postgresql --kills $$(( ($(KILLS) + 4) / 5 )) $(RECORD)
	$(BIN)/python -m bench.durability faults $(RECORD)

twice: $(DEV) ## Kills every job of the desk before and after each of its commits, and begins it again (RECORD=--record)
	HABEAS_STOPS=all $(if $(RECORD),HABEAS_RECORD=1) $(BIN)/python -m pytest -q -s tests/desk/test_twice.py tests/promises/test_twice.py

FLIPS ?= 500
EACH ?= 25
tamper: $(DEV) ## Changes a workspace in every way and looks whether verify names it (FLIPS=10000 EACH=500)
	$(BIN)/python -m bench.durability tamper --flips $(FLIPS) --each $(EACH) $(RECORD)

DOCUMENTS ?= 1000
words: $(DEV) ## Whether each quotation stands in its text and leads back to its place (DOCUMENTS=10000, RECORD=--record)
	HABEAS_DOCUMENTS=$(DOCUMENTS) $(if $(RECORD),HABEAS_RECORD=1) $(BIN)/python -m pytest -q -s tests/promises/test_words.py

HISTORIES ?= 50
custody: $(DEV) ## Whether all in a package leads back to who brought, read and decided (HISTORIES=1000, RECORD=--record)
	HABEAS_HISTORIES=$(HISTORIES) $(if $(RECORD),HABEAS_RECORD=1) $(BIN)/python -m pytest -q -s tests/archive/test_custody.py

CASES ?= 1000
letters: $(DEV) ## Letters, sheets, forms and campaigns of generated cases hold nothing that may not leave (CASES=1000, HABEAS_SEED=1)
	HABEAS_CASES=$(CASES) $(BIN)/python -m pytest -q -s tests/acting/test_generated.py tests/desk/actions/test_generated_texts.py

REPORTS ?= 10000
restore: $(DEV) ## What a backup of a large workspace and its restoring take (REPORTS=100000)
	$(BIN)/python -m bench.durability.restore --reports $(REPORTS)

cost: $(DEV) ## What adding costs beside a plain copy with fsync of the same files
	$(BIN)/python -m bench.durability.cost

mutations: $(DEV) ## Breaks the program on purpose, one way after the other, and looks whether its test fails
	$(BIN)/python -m bench.durability.mutations $(RECORD)

counts: $(DEV) ## Runs the tests of every promise as long as continuous integration does, and keeps how many cases there were
	HABEAS_KILLS=50 HABEAS_EVERY=20 HABEAS_FLIPS=500 HABEAS_EACH=25 $(BIN)/python -m pytest -q -p tests.promises.tally tests
	HABEAS_RECORD=1 $(BIN)/python -m pytest -q -s -m "slow or not slow" tests/hostile/test_beyond.py tests/hostile/test_paths.py \
		tests/network/test_addresses.py tests/text/test_tricks.py tests/test_determinism.py

promises: $(DEV) ## Makes docs/promises.md anew from the tests and the last counts
	$(BIN)/python -m docs.make_promises

train: $(DEV) ## Trains how sure the reader is of its proposals, on the training part of the collection and on real articles
	$(BIN)/python -m bench.train_confidence

train-entities: $(DEV) ## Trains the component that finds names, on articles marked by hand (ENTITIES_ARGS=--held-out measures it)
	$(BIN)/python -m bench.entities $(ENTITIES_ARGS)

train-names: $(DEV) ## Trains the weights of the name matcher on labelled pairs (PAIRS=FILE.csv)
	@test -n "$(PAIRS)" || { echo "Name the labelled pairs: make train-names PAIRS=FILE.csv" >&2; exit 2; }
	$(BIN)/python -m bench.train_names --pairs "$(PAIRS)"

hostile: $(DEV) ## Tries hostile files (FILES=20000, SEED=1 repeats a run), the bombs, and OTHERS=2000 of each other kind
	HABEAS_OTHERS=$(OTHERS) $(if $(RECORD),HABEAS_RECORD=1) $(BIN)/python -m pytest -q -s tests/hostile/test_parsers.py \
		tests/hostile/test_brought.py
	$(BIN)/python -m tests.hostile.fuzz --files $(FILES) $(if $(SEED),--seed $(SEED)) $(RECORD)

patterns: $(DEV) ## Tries every regular expression on strings of 100,000 characters that are made to hold it up
	HABEAS_FULL=1 $(if $(RECORD),HABEAS_RECORD=1) $(BIN)/python -m pytest -s tests/hostile/test_patterns.py

batches: $(DEV) ## Takes in a batch of mixed files (BATCH=10000): accepted, refused and waiting are what was received
	BATCH=$(BATCH) $(if $(RECORD),HABEAS_RECORD=1) $(BIN)/python -m pytest -s tests/hostile/test_batches.py

screenshots: $(RUN) ## Takes docs/pictures anew from the example reports (needs Chromium)
	$(MAKE) demo OPEN=0
	$(BIN)/python -m docs.pictures.take $(DEMO)

clean: ## Removes what the other targets have made
	rm -rf $(VENV) $(DEMO) .screens build dist src/*.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis \
		.import_linter_cache

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Habeas needs Python 3.11, 3.12 or 3.13 with its venv module; none was found." >&2; \
		echo "Name one with: make PYTHON=/path/to/python …" >&2; exit 1; }
	@"$(PYTHON)" -m venv $(VENV)

$(RUN): $(BIN)/python requirements/run.lock pyproject.toml
	@echo "Setting up $(VENV) (the first time takes a minute or two)"
	@$(PIP) install -qq --require-hashes -r requirements/run.lock
	@$(PIP) install -qq --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV): $(RUN) requirements/dev.lock
	@echo "Setting up what development needs"
	@$(PIP) install -qq --require-hashes -r requirements/dev.lock
	@touch $@
