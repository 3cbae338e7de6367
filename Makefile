# Thin on purpose: `portal-bot demo` and `pytest` do the work. CONTRIBUTING.md says more.

PYTHON ?= python3
BIN := .venv/bin
INSTALLED := .venv/.installed
# Of all packages, also those that only tests and checks need.
EXTRAS := --extra test --extra lint --extra build
N ?= 1000
SOAK_OUT ?= bench

# Images of containers often set it: then each of some hundred processes compiles all of this anew,
# and each tester rewrites every test's assertions, half a minute before the first one runs.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: year bench bench-check bench-cards bench-intake bench-report bench-journeys bench-scans bench-slips bench-track intake-walk bench-peers bench-safety bench-resume soak
.PHONY: help demo set-up-newest test test-all test-portal test-library test-dates widgets mutated-forms check house docs screenshots guide-pictures lock release wheelhouse clean
.PHONY: leaks audit fuzz-mock chaos chaos-whole chaos-slice chaos-national chaos-kills chaos-mutants browser postgres kill-cluster

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 16

demo: browser ## set up, start the mock portal, file the sample dossiers into it
	$(BIN)/portal-bot demo

# Most of these tests wait for a portal that is slow on purpose: for two cores twice as many.
TESTERS ?= 4
# One test at a time to whoever is free, the slow ones first: nobody is left with a long one at the end.
PYTEST := $(BIN)/python -m pytest --durations=25 --dist load --maxschedchunk 1
# What is left to `make test-all`, told at the end. `make test TURN=7` files the same dossiers again.
THOROUGH ?= -m "not thorough" $(if $(TURN),--turn $(TURN))

test: test-portal test-library chaos-kills ## set up, then the tests of ten minutes

test-all: THOROUGH :=
# Counting lines doubles what a test costs that waits for nobody, and only all of them meet the floor.
test-all: COVERAGE := --cov
test-all: test-portal test-library chaos-slice chaos-mutants ## every test, dossier, fault and mutant

# Two runs: pytest-playwright's synchronous fixtures and asyncio do not live in one process.
test-portal: browser
	$(PYTEST) tests/portal -n $(TESTERS) $(THOROUGH)

test-library: browser postgres widgets
	@echo "unit and flow tests as of $(TODAY); again: make test TODAY=$(TODAY)"
	$(PYTEST) tests --ignore=tests/portal -p no:playwright -n $(TESTERS) $(COVERAGE) $(THOROUGH) --today $(TODAY)

# Pages of real widget libraries. Where npm does not answer their tests are skipped, and say so.
widgets: $(INSTALLED) ## build the pages of real widget libraries from npm, in build/widgets
	@$(BIN)/python -m tests.widgets.build build/widgets

# make mutated-forms SEED_FORMS=7 changes them in the same way again.
mutated-forms: browser widgets ## 918 forms as a portal may show them tomorrow: filled by meaning, or refused by name
	$(BIN)/python -m tests.mutated $(if $(SEED_FORMS),--seed $(SEED_FORMS))

# The day on which unit and flow tests stand: drawn, so that nothing rots unseen; TODAY=2028-02-29 repeats it.
TODAY := $(or $(TODAY),$(shell $(PYTHON) tools/draw_day.py))
# Tết of 2027, a 29th of February, a Sunday in years that no decree has reached.
DATES ?= 2027-02-06 2028-02-29 2031-06-15

test-dates: browser ## unit and flow tests as of Tết 2027, 29 February 2028 and 15 June 2031
	for day in $(DATES); do \
	  $(PYTEST) tests/unit tests/flows -p no:playwright -n $(TESTERS) $(THOROUGH) --today $$day || exit; \
	done

check: $(INSTALLED) ## lint, format, types, layers, characters
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tools/check_text.py

# The pages have an environment of their own, too: nobody who files a dossier needs what builds them.
build/docs/.installed: packaging/docs-requirements.txt
	$(PYTHON) -m venv --clear build/docs
	build/docs/bin/pip install --quiet --require-hashes --requirement $<
	@touch $@

docs: build/docs/.installed ## the pages and the reference, in build/site; a warning is an error
	build/docs/bin/python -m tools.gather_pages build/pages
	NO_MKDOCS_2_WARNING=true build/docs/bin/mkdocs build --strict
	build/docs/bin/python -m tools.check_site build/site

screenshots: PICTURES ?= docs/pictures
screenshots: browser ## take the pictures of docs/pictures anew; look at them before they are committed
	$(BIN)/python -m tools.take_pictures $(PICTURES)
	$(BIN)/python -m tools.take_desk_pictures $(PICTURES)

# Not kept: whoever prints leaflets takes them, `portal-bot guide --pictures build/guide-pictures`.
guide-pictures: browser ## the portal's screens for leaflets, of the mock, in build/guide-pictures
	$(BIN)/python -m tools.take_guide_pictures build/guide-pictures

# Fresh dice each time, printed; `make chaos SEED=7` throws the same ones again.
SEED := $(or $(SEED),$(shell date +%s))
LANES ?= 6
NAIVE := build/chaos-naive

chaos: browser ## a seed's share of every fault by every kill point, a thousand dossiers; beside it an ordinary script
	-$(BIN)/portal-bot chaos --seed $(SEED) --lanes $(LANES) --cells 60 --dossiers 1 --out $(NAIVE) \
	  --name naive --flow birth_registration/plain --program "$(BIN)/python -m tests.chaos.baseline.naive"
	$(BIN)/portal-bot chaos --seed $(SEED) --lanes $(LANES) --beside $(NAIVE)/counts.json

chaos-whole: browser ## every pair of fault and kill point, for a release
	$(BIN)/portal-bot chaos --whole --dossiers 2 --seed $(SEED) --lanes $(LANES)

# On the mocks whose pages are made of libraries that npm gets.
define ON
@$(BIN)/python -m mock_portal.libraries > /dev/null || \
  { echo 'no libraries of $(1) here, and no npm that gets them: its chaos is skipped' >&2; exit 0; }; \
  $(BIN)/portal-bot chaos --platform $(1) --out build/chaos-$(1) --seed $(SEED) --lanes $(LANES)
endef

chaos-slice: browser ## every fault once, every kill point once, on every platform
	$(BIN)/portal-bot chaos --slice --seed $(SEED) --lanes $(LANES)
	$(call ON,igate_v2) --slice
	$(call ON,national) --slice
	$(BIN)/portal-bot chaos --platform moj --out build/chaos-moj --slice --seed $(SEED) --lanes $(LANES)

chaos-national: browser ## the slices of the national portal and of the ministry's wizard, three dossiers in each cell
	$(call ON,national) --slice --dossiers 3
	$(BIN)/portal-bot chaos --platform moj --out build/chaos-moj --slice --dossiers 3 --seed $(SEED) --lanes $(LANES)

# The mock's faults are played one by one in tests/chaos, in the tests' own process.
chaos-kills: browser ## of the slice: everybody killed at the commit, networks that cut
	$(BIN)/portal-bot chaos --slice --seed $(SEED) --lanes $(LANES) \
	  --only commit-kills --only net_cut_answer --only net_random_cuts
	$(call ON,igate_v2) --slice --only none/program@commit_answer

# make leaks LEAKS="--only birth_registration --keep build/leaks" plays one procedure, and leaves all of it there.
leaks: browser ## every procedure's canary through every verb and failure; no value may be left where none may be
	$(BIN)/python -m tests.leaks $(LEAKS)

# What tries the mock's API has an environment of its own: nobody who files a dossier needs it.
build/audit/.installed: packaging/audit-requirements.txt
	$(PYTHON) -m venv --clear build/audit
	build/audit/bin/pip install --quiet --requirement $<
	@touch $@

audit: build/audit/.installed ## the CI example by zizmor; OSV=ADDRESS: the lock by pip-audit, against that database
	build/audit/bin/zizmor --offline --no-progress docs/examples/ci/*.yml
ifdef OSV
	build/audit/bin/pip-audit --disable-pip --require-hashes --requirement requirements.lock \
	  --vulnerability-service osv --osv-url $(OSV) --progress-spinner off
else
	@echo 'no database of vulnerabilities was given (OSV=ADDRESS): requirements.lock was held against none' >&2
endif

build/fuzz/.installed: packaging/fuzz-requirements.txt
	$(PYTHON) -m venv --clear build/fuzz
	build/fuzz/bin/pip install --quiet --requirement $<
	@touch $@

fuzz-mock: build/fuzz/.installed $(INSTALLED) ## schemathesis over the mock's own API, two minutes
	$(BIN)/python -m tests.portal.fuzzed build/fuzz/bin/schemathesis

chaos-mutants: browser ## portal_bot without one of its safeties: the matrix must turn red
	$(BIN)/python -m tests.chaos.mutants $(SEED)

bench: browser ## how fast a filing is, against a hand-written script
	$(BIN)/python -m bench.run

bench-peers: browser build/peers/.installed ## the same birth by the tools people use instead
	$(BIN)/python -m bench.peers.run --out bench

bench-safety: browser ## what each part of the safety costs of a filing
	$(BIN)/python -m bench.safety

bench-resume: browser ## how soon a command does something useful, also after a kill
	$(BIN)/python -m bench.resume

# make soak N=150 SOAK_OUT=build/soak is a trial that leaves the last figures alone.
soak: browser build/peers/plot ## a thousand dossiers through one process: what grows?
	$(BIN)/python -m bench.soak --count $(N) --out $(SOAK_OUT)

# The peers, and what draws, have environments of their own.
build/peers/.installed: bench/peers/install.py $(wildcard bench/peers/*/requirements.txt)
	$(BIN)/python -m bench.peers.install
	@touch $@

build/peers/plot: bench/peers/plot-requirements.txt
	$(BIN)/python -m bench.peers.install --plot-only
	@touch $@

bench-journeys: browser ## from sign-in to filed at the portals of 2026, a person's steps told apart
	$(BIN)/python -m bench.journey_2026

bench-check: $(INSTALLED) ## how long a thousand dossiers take to check
	$(BIN)/python -m bench.check

bench-intake: $(INSTALLED) ## a workbook of a thousand rows checked and answered; faults told, false alarms
	$(BIN)/python -m bench.intake $(if $(SEED_INTAKE),--seed $(SEED_INTAKE))

intake-walk: browser ## a new volunteer's way: an empty workbook, ten citizens typed in, ten dossiers filed
	$(BIN)/python -m tools.intake_walk $(if $(PICTURES),--pictures $(PICTURES))

bench-cards: $(INSTALLED) ## how many drawn photographs of citizen cards are read, and how long one takes
	$(BIN)/python -m bench.cards

bench-slips: browser ## how long a hundred slips for citizens take to print
	$(BIN)/python -m bench.slips

bench-track: browser ## how long a look at five hundred filings of one account takes
	$(BIN)/python -m bench.track

bench-report: $(INSTALLED) ## how long the report of a year of fifty thousand filings takes
	$(BIN)/python -m bench.report

# Two thousand take hours: make year DOSSIERS=200 ROUNDS=20 is a trial.
DOSSIERS ?= 2000
ROUNDS ?= 100
year: browser ## a seeded year, the office playing, with kills and lost answers; then the mock judges
	$(BIN)/python -m bench.year --dossiers $(DOSSIERS) --filing-rounds $(ROUNDS) --seed $(SEED)

bench-scans: $(INSTALLED) ## how long ten telephone photos take to become papers
	$(BIN)/python -m bench.scans

kill-cluster: browser postgres ## 300 dossiers, two workers on PostgreSQL, ten kills: none twice, none lost
	$(BIN)/python -m bench.kill_cluster --dossiers 300 --kills 10 --workers 2

wheelhouse: $(INSTALLED) ## wheels for machines without a network, Windows too, in build/wheelhouse
	$(BIN)/python -m tools.wheelhouse

# What only a release needs has an environment of its own.
build/release/.installed: packaging/release-requirements.txt
	$(PYTHON) -m venv --clear build/release
	build/release/bin/pip install --quiet --requirement $<
	@touch $@

release: build/release/.installed $(INSTALLED) ## make release VERSION=0.2.0: cut the changelog, build, check, commit, tag
	build/release/bin/python -m tools.release $(VERSION)

house: $(INSTALLED) ## how the house stands: lines of a flow, names, circles, with what they should be
	$(BIN)/python -m tools.house

lock: ## choose the versions anew: requirements.lock, and what builds the pages
	test -x build/uv/bin/uv || { $(PYTHON) -m venv build/uv && build/uv/bin/pip install --quiet uv; }
	build/uv/bin/uv pip compile pyproject.toml --output-file requirements.lock --upgrade --quiet \
	  --universal --python-version 3.11 $(EXTRAS) \
	  --generate-hashes --no-emit-index-url --no-annotate --no-header
	build/uv/bin/uv pip compile --group docs --output-file packaging/docs-requirements.txt --upgrade --quiet \
	  --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header

clean: ## remove what the tools left behind; .venv stays
	rm -rf build dist htmlcov test-results bench/out .coverage .hypothesis
	rm -rf .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
	find portal_bot flows fixtures mock_portal bench tests tools -name __pycache__ -prune -exec rm -rf {} +

# Finds a browser, or installs one where it may.
browser: $(INSTALLED)
	@$(BIN)/portal-bot doctor --fix >&2

# The shared queue's tests start a server of their own; without the programs they are skipped.
postgres: ## find PostgreSQL's programs, or install them where that may be done
	@ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || { \
	  test "$$(id -u)" = 0 && command -v apt-get >/dev/null && { \
	    test -e /etc/postgresql-common/createcluster.conf || { mkdir -p /etc/postgresql-common && \
	      echo 'create_main_cluster = false' > /etc/postgresql-common/createcluster.conf; }; \
	    apt-get update >&2 && DEBIAN_FRONTEND=noninteractive apt-get install --yes \
	      --no-install-recommends -o Dpkg::Options::=--force-confold postgresql >&2; }; } || \
	  echo 'no PostgreSQL here, and not installed: the tests of the shared queue are skipped' >&2

# Set-up from nothing, whatever pip is there; CI says PIP=oldest and tries the newest beside it.
$(INSTALLED): requirements.lock pyproject.toml tools/set_up.py
	@$(PYTHON) tools/set_up.py .venv $(if $(PIP),--pip $(PIP))

set-up-newest: ## does the newest pip install the lock, too? In an environment of its own
	@PIP_NO_COMPILE=1 $(PYTHON) tools/set_up.py build/set-up-newest --pip newest
	@build/set-up-newest/bin/portal-bot list > /dev/null
	@rm -rf build/set-up-newest
