# Every target does its own set-up: on a fresh machine `make demo` and `make test` are enough.

# Caches are part of what we test, and a guest's output must be buffered as a user's would be.
unexport PYTHONDONTWRITEBYTECODE
unexport PYTHONUNBUFFERED
unexport PYTHONPATH

HOST   ?= python3
VENV   := .venv
PYTHON := $(VENV)/bin/python
STAMP  := $(VENV)/.set-up
JOBS   ?= 2
export PATH := $(CURDIR)/$(VENV)/bin:$(PATH)

.PHONY: incremental-fuzz bench-cache bench-others pypy help setup native test quick strain lint format types demo docs docs-serve bench identity mutations verify-library conformance conformance-plain programs golden listings cache-stress bench-cache-loading bench-counting bench-feedback clean

help:            ## what can be made
	@grep -E '^[a-z-]+: .*##' $(MAKEFILE_LIST) | sed -E 's/:.*##/\t/' | expand -t 16

setup: $(STAMP)  ## the virtual environment .venv with this project and its tools

$(STAMP): pyproject.toml setup.py
	test -x $(PYTHON) || $(HOST) -m venv $(VENV)
	$(PYTHON) -m pip install --quiet --upgrade pip
	$(PYTHON) -m pip install --quiet --editable '.[dev]'
	touch $@

native: $(STAMP) ## (re)build the compiled engine in place
	$(PYTHON) setup.py --quiet build_ext --inplace --parallel $(JOBS)

test: setup native lint types ## everything: format, lint, types, tests (both engines)
	$(PYTHON) -m pytest -n $(JOBS) --dist worksteal -m 'not strain' tests

quick: setup     ## the tests that take no time
	$(PYTHON) -m pytest -n $(JOBS) -m 'not slow and not strain' tests

strain: setup    ## sources of extreme size and depth: the host's answer, minutes each
	$(PYTHON) -m pytest -n $(JOBS) -m strain tests

lint: setup      ## formatter and linter, changing nothing
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/ruff check .

format: setup    ## let the formatter and the linter put things right
	$(VENV)/bin/ruff format .
	$(VENV)/bin/ruff check --fix .

types: setup     ## the strict type checker
	$(VENV)/bin/mypy

demo: setup native ## the whole story of a .pyc, with real output
	$(PYTHON) tools/demo.py

golden: setup    ## rewrite the golden files of tests/stages; review the difference
	$(PYTHON) -m pytest tests/stages --update

listings: setup native ## make the listings of README and docs anew; review the difference
	$(PYTHON) tools/listings.py README.md docs/learn/*.md docs/internals/*.md
	$(PYTHON) tools/differences.py

docs: setup      ## the documentation site, in site/
	$(PYTHON) tools/make_docs.py
	$(PYTHON) tools/differences.py
	$(VENV)/bin/zensical build --strict

docs-serve: setup ## the documentation site, served locally while you write
	$(VENV)/bin/zensical serve

bench: setup native ## our machine against CPython, row by row with its bound; OPTIONS="--build" or rows
	$(PYTHON) -m benchmarks $(OPTIONS)

bench-others: setup native ## install x-python and Monty, which `make bench` then shows beside us, and measure the programs
	$(PYTHON) -m benchmarks.others
	$(PYTHON) -m benchmarks programs

pypy:            ## Debian's PyPy, a column of `make bench` too; needs root
	apt-get install --yes --no-install-recommends pypy3

identity: setup  ## our compiler against CPython's: its library, packages, generated and invalid programs, .pyc bytes
	$(PYTHON) -m pip install --quiet --editable '.[corpora]'
	$(PYTHON) -m tests.identity $(SUITE) --jobs $(JOBS)

conformance: setup native ## CPython's own tests, on our machine; MODULE=test_x for one, OPTIONS=--fresh to forget
	$(PYTHON) -m tests.conformance $(OPTIONS) $(MODULE)

conformance-plain: setup native ## a third of them on the plain engine, test by test as on the native one; hours
	$(PYTHON) -m tests.conformance --engine plain --same-as native --every 3 $(OPTIONS)

mutations: setup native ## 200,000 mutations of valid code objects: none may crash the machine
	$(PYTHON) -m tests.mutations --count 200000 --jobs $(JOBS)

verify-library: setup native ## the verifier accepts every code object of the host's library and of its tests
	$(PYTHON) -m tests.bytecode.library

fuzz: setup native ## 3,000 random programs that print what they do, under CPython and both engines
	$(PYTHON) -m tests.fuzz --count 3000

bench-cache: setup native ## what a compile costs after edits, against the host's compile of the whole file
	$(PYTHON) -m benchmarks.edits

incremental-fuzz: setup native ## 200 random edits in a row over 30 real files: the bytes of a full compile
	$(PYTHON) -m tests.incremental.fuzzing --files 30 --edits 200

leaks: setup native ## behaviours run a thousand times must leave nothing behind
	$(PYTHON) -m tests.leaks

suites: setup native ## the test suites of real packages, with pytest on our machine
	$(PYTHON) -m tests.suites

programs: setup native ## real programs from the package index, on our machine
	$(PYTHON) -m pip install --quiet --editable '.[programs]'
	$(PYTHON) -m pip install --quiet --target build/programs/pure --upgrade \
		--only-binary :all: --platform any --no-deps black
	$(PYTHON) -m pytest tests/programs

cache-stress: setup ## 16 processes import and edit one package for a minute; 1,000 compilers are killed
	$(PYTHON) -m tests.cache.stress edits --seconds 60 --processes 16
	$(PYTHON) -m tests.cache.stress kills --count 500
	$(PYTHON) -m tests.cache.stress kills --count 500 --command

bench-cache-loading: setup ## what loading a fresh cache costs, against CPython's own importer
	$(PYTHON) -m benchmarks.cache_loading

bench-counting: setup native ## what counting instructions costs on the native engine
	$(PYTHON) -m benchmarks.counting

bench-feedback: setup native ## what collecting feedback costs on the native engine
	$(PYTHON) -m benchmarks.feedback

clean:           ## remove what was built
	rm -rf build site .cache $(VENV) src/*.egg-info
	find src -name '*.so' -delete
	find src tests examples -name __pycache__ -type d -prune -exec rm -rf {} +
