# A short front to Meson. `make run` and `make test` each work alone on a fresh Debian 12.
BUILD  ?= build
PYTHON := tools/python
.PHONY: all run stop test deps deps-test bench measured fuzz clean FORCE
.DELETE_ON_ERROR:

all: $(BUILD)/mimamori

# What lies in the folders decides what is built: a file that comes or goes reconfigures.
$(BUILD)/sources.now: FORCE
	@mkdir -p $(BUILD)
	@find src data web tools tests fuzz meson.build meson_options.txt -type f 2>/dev/null | LC_ALL=C sort > $@.new
	@cmp -s $@.new $@ && rm $@.new || mv $@.new $@

$(BUILD)/build.ninja: $(BUILD)/sources.now tools/deps | deps
	@tools/configure $(BUILD) $(MESON_OPTIONS)

$(BUILD)/mimamori: $(BUILD)/build.ninja FORCE
	@ninja -C $(BUILD) --quiet

deps: ; @tools/deps build
deps-test: ; @tools/deps test

run: $(BUILD)/mimamori
	@tools/run $(BUILD)

stop: ; @tools/stop $(BUILD)

test: deps-test
	@tools/test

bench: $(BUILD)/mimamori
	@bench/run $(BUILD)

# The generated tables of docs/measured.md: make measured [PARTS="flows modbus"]
measured: $(BUILD)/mimamori
	@$(PYTHON) tools/measured.py $(PARTS)

# 10 minutes each unless told otherwise: make fuzz MINUTES=30 [HARNESS=stack]
fuzz: deps-test
	@tools/fuzz "$(or $(MINUTES),10)" $(HARNESS)

clean: ; rm -rf build build-*
