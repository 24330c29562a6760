PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
# A program that may not keep what it compiled compiles it at each start, which tests of the real one do often.
export PYTHONDONTWRITEBYTECODE :=
# Tests that start the real program wait as much as they compute; as the first in the alphabet they begin first.
WORKERS := $(shell echo $$(($$(nproc) + 1)))

.PHONY: setup run test lint bench soak

# Compiled ahead: the program starts faster, also where it may not write beside its files (deploy/tongxin.service).
setup: .venv/ready
	@$(BIN)/python -m compileall -q -x '/\.' .

.venv/ready: requirements.lock
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	@touch $@

run: setup
	@$(BIN)/python bot.py run --demo

test: setup
	$(BIN)/python -m pytest -q -n $(WORKERS) --dist loadfile --no-loadscope-reorder

lint: setup
	$(BIN)/ruff check .
	$(BIN)/mypy

bench: setup
	$(BIN)/python -m bench

soak: setup
	$(BIN)/python -m pytest -q -m soak
