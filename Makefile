# make site 构建网站；make test 运行全部检查。两个命令都自己准备所需的一切。
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: site test serve lock browser clean

site: $(VENV)/.site
	$(BIN)/mingxiao build

serve: $(VENV)/.site
	$(BIN)/mkdocs serve

test: $(VENV)/.test browser
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest --numprocesses auto

$(BIN)/python:
	$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
	  $(SUDO) apt-get update -qq && $(SUDO) apt-get install -y -qq python3-venv && $(PYTHON) -m venv $(VENV); }

# 依赖按哈希锁定；本项目自身以可编辑方式装入，不再解析依赖。
$(VENV)/.site: requirements.txt pyproject.toml | $(BIN)/python
	$(PIP_INSTALL) --require-hashes --requirement requirements.txt
	$(PIP_INSTALL) --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/.test: requirements-test.txt $(VENV)/.site
	$(PIP_INSTALL) --require-hashes --requirement requirements-test.txt
	touch $@

# 浏览器测试用系统的 Chromium；没有就装。
browser:
	@command -v chromium chromium-browser google-chrome >/dev/null || { \
	  $(SUDO) apt-get update -qq && $(SUDO) apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk; }

# 改了 pyproject.toml 的依赖以后重新锁定。
lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	  --no-emit-index-url --group build pyproject.toml --output-file requirements.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	  --no-emit-index-url --constraints requirements.txt --group build --group test pyproject.toml \
	  --output-file requirements-test.txt

clean:
	rm -rf $(VENV) site .mypy_cache .pytest_cache .ruff_cache
