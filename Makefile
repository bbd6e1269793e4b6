# Lewu. The two that matter: make run, make test.
.DEFAULT_GOAL := help
SHELL := /bin/bash

BIN     := bin/lewu
SOURCES := $(shell find . -name '*.go' -not -name '*_test.go' -not -path './node_modules/*') $(shell find internal -type f \( -name '*.sql' -o -name '*.json' -o -name '*.html' -o -name '*.css' -o -name '*.svg' -o -name '*.csv' -o -name '*.js' \) -not -path '*/testdata/*') go.mod go.sum
VERSION := $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
DATA    ?= data
LISTEN  ?= localhost:8080
FUZZ    ?= 60s
KILLS   ?= 50

help: ## this list
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(BIN) ## build, fill an empty store with the demo, serve http://localhost:8080
	@$(BIN) demo --data $(DATA) --if-empty
	@exec $(BIN) serve --data $(DATA) --listen $(LISTEN)

build: $(BIN) ## build bin/lewu

$(BIN): $(SOURCES)
	@scripts/need.sh build
	@echo "Membangun $(BIN) (pertama kali sekitar dua menit) …"
	@CGO_ENABLED=1 go build -trimpath -ldflags '-s -w -X main.build=$(VERSION)' -o $(BIN) ./cmd/lewu

test: ## all that must pass before landing (installs what it needs where it may)
	@scripts/test.sh

lint: ## gofmt, go vet, golangci-lint where it is installed
	@scripts/lint.sh

fuzz: ## every fuzz target for FUZZ (60s) each
	@scripts/need.sh build
	@scripts/fuzz.sh $(FUZZ)

soak: $(BIN) ## kill -9, full disk, backup under load, KILLS (50) times each; a million rows through LibreOffice
	@scripts/need.sh test
	@LEWU_SOAK=1 LEWU_KILLS=$(KILLS) go test -count=1 -timeout 60m -v ./e2e -run 'TestKill|TestFullDisk|TestBackup|TestTwoServers'
	@LEWU_SOAK=1 go test -count=1 -timeout 30m -v ./internal/xlsx -run TestOffice

bench: $(BIN) ## ratios against PostgreSQL and nginx, into bench/results.md
	@scripts/need.sh bench
	@go run ./bench -lewu $(BIN) -out bench/results.md

vuln: ## govulncheck, where its database can be reached
	@go run golang.org/x/vuln/cmd/govulncheck@latest ./...

clean: ## remove what was built; the store in data/ stays
	@rm -rf bin

.PHONY: help run build test lint fuzz soak bench vuln clean
