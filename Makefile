# A fresh machine needs Python 3.11 or newer with venv, and make. Everything else is set up here.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: serve chat test lint bench bench-story bench-understanding clean

serve: $(VENV)/.learnt
	$(BIN)/storycore serve

chat: $(VENV)/.ready
	$(BIN)/storycore chat

test: lint $(VENV)/.learnt
	$(BIN)/python -m pytest -q -n auto --maxprocesses 4 --dist loadgroup

lint: $(VENV)/.test-ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.test-ready
	$(BIN)/python -m tests.benchmarks

bench-story: $(VENV)/.test-ready
	$(BIN)/python -m tests.benchmarks.story

bench-understanding: $(VENV)/.test-ready
	$(BIN)/python -m tests.benchmarks.understanding

# What is learnt from the examples of the language files, so that no start has to.
$(VENV)/.learnt: $(VENV)/.ready $(shell find intents -name '*.py' -o -name '*.yaml')
	$(BIN)/python -m api.learn
	touch $@

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.ready: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable .
	touch $@

$(VENV)/.test-ready: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[test]'
	touch $@ $(VENV)/.ready

clean:
	rm -rf $(VENV) build dist *.egg-info
