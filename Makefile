# One command a chore. Each sets up what it needs in .venv, from the locks, and nothing else.

PYTHON ?= python3
BIN := .venv/bin
GOLD ?= ../shared/gold

.PHONY: demo serve test lint docs eval eval-floors gate bench train lock clean

demo: .venv/.run ## set up, build the example casebook and show it
	@$(BIN)/detente demo

serve: .venv/.run ## open the desk on the example casebook
	@test -d detente-demo || $(BIN)/detente demo > /dev/null
	@$(BIN)/detente serve --casebook detente-demo

test: .venv/.dev ## set up and run every test
	@$(BIN)/coverage run -m pytest
	@$(BIN)/coverage report --fail-under=90

lint: .venv/.dev ## style, types
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy

docs: .venv/.dev ## the documentation as web pages, in docs/_build/html
	@$(BIN)/sphinx-build -W -q -b html docs docs/_build/html

eval: .venv/.dev ## measure the reading on all gold that is here, and write docs/evaluation.md
	@$(BIN)/detente eval --write docs/evaluation.md

eval-floors: .venv/.dev ## raise the floors of the gate to what the reading reaches now
	@$(BIN)/detente eval --raise-floors

gate: .venv/.dev ## fail where the reading is worse than its floors
	@$(BIN)/detente eval --check

bench: .venv/.dev ## measure how fast it is, against its targets: about 20 minutes, PART=growth one part; writes docs/performance.md
	@$(BIN)/python -m benchmarks.performance --write docs/performance.md $(addprefix --part ,$(PART))

train: .venv/.train ## make the model: hours; goes on where it was left; writes src/detente/model and docs/model.md
	@$(BIN)/python -m training.train --gold $(GOLD) --name all-1
	@$(BIN)/python -m training.train --gold $(GOLD) --name all-2 --from .checkpoints/all-1.pt \
	  --passes fine --epochs 1 --encoder-rate 1e-4 --head-rate 5e-4
	@$(BIN)/python -m training.train --gold $(GOLD) --name all-3 --from .checkpoints/all-2.pt \
	  --passes keen --epochs 1 --seed 2 --encoder-rate 1.5e-4 --head-rate 1e-3
	@$(BIN)/python -m training.export
	@$(BIN)/python -m training.card --gold $(GOLD)

lock: .venv/.dev ## bring the locks up to date with pyproject.toml
	@$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-header --no-annotate -o requirements.lock
	@$(BIN)/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-header --no-annotate -c requirements.lock -o requirements-dev.lock

clean: ## remove what the other commands made
	@rm -rf .venv docs/_build .coverage .mypy_cache .pytest_cache .ruff_cache .hypothesis

.venv/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "detente needs Python 3.11 or newer")'
	@echo "setting up .venv: about a minute" >&2
	@$(PYTHON) -m venv .venv
	@touch $@

.venv/.run: .venv/.made requirements.lock pyproject.toml
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

.venv/.dev: .venv/.run requirements-dev.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

# torch is in no lock: which build is right depends on the machine. Its version is in pyproject.toml.
.venv/.train: .venv/.dev
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[train]'
	@touch $@

# What reads our files back, in no lock: followthemoney is built against ICU, a library of C.
.venv/.consumers: .venv/.dev
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check 'pyarrow>=18'
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check 'followthemoney>=4'
	@touch $@
