# FaaS Events. `make` alone prints what there is. Everything runs on a bare machine with JDK 25, Maven, kubectl and Go.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help setup setup-cluster build run cluster clean-run image push test test-cluster fresh chaos format crds clean FORCE

MVN := .ci/mvn
PRODUCT := app/target/faas-events.jar
PLAYGROUND := playground/target/playground.jar
MODULES := crds events testkit operator router app playground
SOURCES := $(shell find pom.xml .mvn $(MODULES:%=%/pom.xml) $(wildcard $(MODULES:%=%/src/main)) -type f)

help: ## print this
	@awk -F ' *## *' '/^[a-z-]+:.*##/ { split($$1, name, ":"); printf "  make %-12s %s\n", name[1], $$2 }' Makefile

setup: ## check the tools, and build the servers that tests and playground run (once, about 5 minutes)
	@.ci/check
	@testkit/servers/build

setup-cluster: # what a cluster needs beside that
	@.ci/check-cluster
	@testkit/servers/build >/dev/null
	@testkit/servers/build kube-scheduler kubelet kube-proxy coredns >/dev/null

build: ## build the jars, without tests
	@.ci/check
	@.ci/progress maven target/build.log 'the jars' $(MVN) -Dmaven.test.skip=true package
	@ls -1 $(PRODUCT) $(PLAYGROUND)

# Maven is asked only when something changed. Formatting can wait until `make test`.
$(PLAYGROUND): $(SOURCES) $(if $(wildcard $(PRODUCT)),,FORCE)
	@.ci/check
	@.ci/progress maven target/build.log 'the jars' \
	  $(MVN) -pl app,playground -am -Dmaven.test.skip=true -Dspotless.check.skip=true package
	@touch $@

# It runs from a copy, so that a build meanwhile does not take its classes away.
run: $(PLAYGROUND) ## JustFaaS in a box: servers, gateway, sample functions and FaaS Events, until Ctrl-C
	@testkit/servers/build >/dev/null
	@java=$$(.ci/find-jdk)/bin/java; export FAAS_PLAYGROUND_PARENT=$$PPID FAAS_PLAYGROUND_DEBUG="$(DEBUG)"; \
	mkdir -p .run && cp $(PLAYGROUND) .run/next.jar && mv .run/next.jar .run/playground.jar; \
	exec "$$java" -Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -jar .run/playground.jar

cluster: setup-cluster image ## a real Kubernetes of one node with FaaS Events in it, until Ctrl-C (Linux, root; no Docker)
	@java=$$(.ci/find-jdk)/bin/java; export FAAS_PLAYGROUND_PARENT=$$PPID FAAS_PLAYGROUND_FOLDER="$${FAAS_PLAYGROUND_FOLDER:-.cluster}"; \
	mkdir -p target && cp $(PLAYGROUND) target/next.jar && mv target/next.jar target/cluster.jar; \
	exec "$$java" -Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp target/cluster.jar com.justfaas.playground.ClusterPlayground

clean-run: ## forget what the playground keeps in .run
	@if [[ -f .run/pid ]] && ps -p "$$(cat .run/pid)" -o args= 2>/dev/null | grep -q playground; then \
	  echo "the playground is running (process $$(cat .run/pid)): stop it first" >&2; exit 1; fi
	@rm -rf .run

image: $(PLAYGROUND) ## OCI images of FaaS Events, NATS and a sample function in target/image, without Docker
	@testkit/servers/build >/dev/null
	@image/build

push: image ## push the images: make push REGISTRY=registry.example.com/team
	@target/image/tool push "$(REGISTRY)" target/image/oci/*

test: setup ## everything: unit, integration and end-to-end tests, on real servers
	@$(MVN) verify

test-cluster: setup-cluster image ## the images, and the product as pods of a real cluster (Linux, root; about 8 minutes)
	@testkit/servers/build registry >/dev/null
	@$(MVN) -pl e2e,playground -am verify -Dgroups=cluster -DexcludedGroups=none

fresh: ## prove that a new machine can build this: HEAD, cloned, with an empty Maven repository (about 5 minutes)
	@.ci/fresh

chaos: setup ## the faults in full, and what is measured: kill -9, dead functions, full streams (about an hour)
	@# each class in a JVM of its own: one that others have warmed up would be compared with a router that is new
	@$(MVN) -pl e2e -am verify -Dgroups=chaos -Dchaos=full -De2e.left.out=none -DreuseForks=false

format: ## format the Java sources
	@$(MVN) -q spotless:apply

crds: ## generate manifests/crds anew from the Java types
	@$(MVN) -q -pl crds test -Dtest=FunctionCrdTest -Dcrd.write=true

clean: ## remove what was built; the servers and .run stay
	@$(MVN) -q clean

FORCE:
