# Everything the project is built, tested and measured by. `make` alone lists the targets.
.DEFAULT_GOAL := help
SHELL := /bin/bash

VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3.14 python3; do \
	if command -v $$p >/dev/null && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then echo $$p; break; fi; done)
RUST_SOURCES := $(shell find src -name '*.rs' -o -name '*.tsv') Cargo.toml Cargo.lock
TEXTS ?=
CASES ?=
OUT ?=
MISSES ?=
FEATURES ?=

.PHONY: help demo test lint format bench score pages parity fuzz lexicon wheel clean

help: ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

demo: $(VENV)/.built ## build, install into .venv, clean the sample articles and show what is in them
	@$(BIN)/python tests/demo/demo.py

test: lint $(VENV)/.built $(VENV)/.stable ## everything that CI checks
	cargo test --quiet
	RUSTDOCFLAGS="-D warnings" cargo doc --quiet --no-deps
	$(BIN)/python -m pytest
	PYTHONPATH=$(VENV)/stable $(BIN)/python -m pytest --quiet tests/python/test_strings.py tests/python/test_columns.py

lint: $(VENV)/.built $(VENV)/.rust ## formatting, lints, types
	cargo fmt --check
	cargo clippy --quiet --all-targets -- -D warnings
	cargo clippy --quiet --all-targets --features python -- -D warnings
	cargo clippy --quiet --all-targets --features abi3 -- -D warnings
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy python/ibriz
	cd $(VENV) && bin/python -m mypy.stubtest ibriz._native --ignore-disjoint-bases

format: $(VENV)/.tools $(VENV)/.rust ## put the sources in form
	cargo fmt
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: $(VENV)/.built ## speed next to the peers, over the .txt files of TEXTS=dir (one text a line)
	$(BIN)/python tests/bench/run.py $(if $(TEXTS),--texts $(TEXTS))

score: $(VENV)/.built ## quality on labelled values, CASES=file.jsonl, the table as JSON into OUT=file.json, MISSES=1 to see them
	@test -n "$(CASES)" || { echo "make score needs CASES=file.jsonl (see tests/score/values.py)"; exit 2; }
	$(BIN)/python tests/score/values.py $(CASES) $(if $(OUT),--out $(OUT)) $(if $(MISSES),--failures)

pages: $(VENV)/.built ## error rates of text out of PDF files beside arafix and arabic-repair, from the .txt files of TEXTS=dir
	@test -n "$(TEXTS)" || { echo "make pages needs TEXTS=dir (see tests/score/pages.py)"; exit 2; }
	$(BIN)/python tests/score/pages.py --texts $(TEXTS)

parity: $(VENV)/.built ## the presets with a peer's name beside the peers, TEXTS=dir and CASES=file.jsonl if there are
	$(BIN)/python tests/parity/run.py $(if $(TEXTS),--texts $(TEXTS)) $(if $(CASES),--cases $(CASES))

fuzz: $(VENV)/.built ## the property tests for a long time
	PROPTEST_CASES=200000 cargo test --release --test normalize_properties --test extract
	HYPOTHESIS_PROFILE=long $(BIN)/python -m pytest tests/python/test_normalize_twin.py tests/python/test_columns.py

lexicon: $(VENV)/.built ## build the lexicon of names anew, from the packages of the extra lexicon
	$(BIN)/python -m pip install --quiet "$$(ls $(VENV)/wheel/*.whl)[lexicon]"
	$(BIN)/python -m ibriz.training.lexicon python/ibriz/models/lexicon.tsv

wheel: $(VENV)/.tools ## build the wheel for PYTHON=python3.x into dist, with FEATURES=abi3 the one for all versions
	$(BIN)/maturin build --release --locked --interpreter $(BIN)/python $(if $(FEATURES),--features $(FEATURES)) --out dist

clean: ## remove what was built
	rm -rf target dist $(VENV) tests/bench/.envs tests/parity/.envs tests/score/.envs
	find . -name __pycache__ -prune -exec rm -rf {} +
	rm -f python/ibriz/_native*.so

$(VENV)/.tools: pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed"; exit 2; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet "maturin>=1.9.4,<2" "pandas>=2.2" "pyarrow>=15" "polars>=1.30" \
		"click>=8.1" "rich>=13" --group dev
	touch $@

# The wheel is installed, not linked: the tests see what users get.
$(VENV)/.built: $(VENV)/.tools $(RUST_SOURCES) $(shell find python -name '*.py*' -not -path '*/__pycache__/*')
	@command -v cargo >/dev/null || { echo "Rust is needed: https://rustup.rs"; exit 2; }
	rm -rf $(VENV)/wheel
	$(BIN)/maturin build --quiet --release --locked --interpreter $(BIN)/python --out $(VENV)/wheel
	$(BIN)/python -m pip install --quiet --force-reinstall --no-deps $(VENV)/wheel/*.whl
	touch $@

# The wheel for all versions of Python, beside the installed one.
$(VENV)/.stable: $(VENV)/.built
	rm -rf $(VENV)/stable
	$(BIN)/maturin build --quiet --release --locked --interpreter $(BIN)/python --features abi3 --out $(VENV)/stable/wheel
	$(BIN)/python -m pip install --quiet --no-deps --target $(VENV)/stable $(VENV)/stable/wheel/*.whl
	touch $@

$(VENV)/.rust: $(VENV)/.tools
	cargo fmt --version >/dev/null 2>&1 || rustup component add rustfmt
	cargo clippy --version >/dev/null 2>&1 || rustup component add clippy
	touch $@
