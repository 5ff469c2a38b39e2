package com.justfaas.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.testkit.Checkout;
import com.justfaas.testkit.ChildCommand;
import com.justfaas.testkit.ChildProcess;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code make} shows of a build: its progress, why it failed, and what is missing (issue 11).
 */
class BuildOutputE2E {

    private static final Duration BUILD = Duration.ofMinutes(3);

    /** Neither product nor tooling; large. */
    private static final Set<String> LEFT_OUT =
            Set.of(".git", ".idea", ".run", ".cluster", "target");

    @TempDir private Path folder;
    private Path checkout;

    @BeforeEach
    void copyTheCheckout() throws IOException {
        checkout = folder.resolve("checkout");
        Path root = Checkout.root();
        Files.walkFileTree(
                root,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path from, BasicFileAttributes a)
                            throws IOException {
                        if (LEFT_OUT.contains(from.getFileName().toString())) {
                            return FileVisitResult.SKIP_SUBTREE;
                        }
                        Files.createDirectories(checkout.resolve(root.relativize(from).toString()));
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path from, BasicFileAttributes a)
                            throws IOException {
                        Files.copy(from, checkout.resolve(root.relativize(from).toString()));
                        return FileVisitResult.CONTINUE;
                    }
                });
    }

    @Test
    void namesTheArtifactThatCannotBeFetchedAndTheLog() throws IOException {
        edit(
                "crds/pom.xml",
                "<artifactId>generator-annotations</artifactId>",
                "<artifactId>generator-annotations</artifactId><version>0.0.0-missing</version>");

        String output = failingMake("build");

        assertThat(output)
                .contains("building the Function resource (2 of 9)")
                .contains("the jars: failed")
                .contains("[ERROR] Failed to execute goal on project crds")
                .contains("generator-annotations:jar:0.0.0-missing")
                .contains("The whole log is in target/build.log")
                .doesNotContain("[Help 1]")
                .doesNotContain("Re-run Maven");
        assertThat(checkout.resolve("target/build.log")).content().contains("[Help 1]");
    }

    @Test
    void namesTheLineThatDoesNotCompile() throws IOException {
        edit(
                "crds/src/main/java/com/justfaas/crds/v1alpha1/Labels.java",
                "\"faas-operator\"",
                "faasOperator");

        assertThat(failingMake("build"))
                .contains("crds/src/main/java/com/justfaas/crds/v1alpha1/Labels.java:[")
                .contains("cannot find symbol")
                .contains("variable faasOperator");
    }

    /** What javac reports as an error is only that there are warnings. */
    @Test
    void namesTheLineOfAWarningThatFailsTheBuild() throws IOException {
        edit(
                "crds/src/main/java/com/justfaas/crds/v1alpha1/Labels.java",
                "private Labels() {}",
                """
                private Labels() {}

                    /** All of them. */
                    static final java.util.List NAMES = java.util.List.of();\
                """);

        assertThat(failingMake("build"))
                .contains("[WARNING] ")
                .contains("crds/src/main/java/com/justfaas/crds/v1alpha1/Labels.java:[")
                .contains("found raw type: java.util.List");
    }

    @Test
    void listsAllMissingToolsBeforeItBuildsAnything() throws IOException {
        String output = failingMake("run", Map.of("PATH", onlyTheUsualTools().toString()));

        assertThat(output)
                .contains("this machine lacks:")
                .containsPattern("Maven 3.8.7 or newer +Debian: apt-get install maven")
                .containsPattern("macOS: +brew install maven")
                .containsPattern("kubectl +Debian: apt-get install kubernetes-client")
                .containsPattern("macOS: +brew install kubectl")
                .containsPattern("Go 1\\.\\S+ or newer, for the servers +Debian: ")
                .containsPattern("macOS: +brew install go")
                .doesNotContain("building");
    }

    @Test
    void showsWhatTheBuildOfAServerIsDoingWhileItRuns() throws IOException {
        Path go =
                standInForGo(
                        """
                        echo "go: downloading example.com/module v1.2.3"
                        until [ -e compile ]; do sleep 0.1; done
                        echo example.com/module/first
                        echo example.com/module/second
                        until [ -e fail ]; do sleep 0.1; done
                        echo "# example.com/module/second"
                        echo "second/second.go:3:4: undefined: third"
                        exit 1
                        """);

        try (ChildProcess make = make("setup", Map.of("PATH", go + ":" + path()))) {
            await(make, "nats-server v\\S+ \\(about 25 s on 2 cores\\)");
            await(make, "0:0\\d  .*: downloading example.com/module v1.2.3");
            release("compile");
            await(make, "compiling, 2 packages so far, now example.com/module/second");
            release("fail");

            assertThat(make.awaitExit(BUILD)).isNotZero();
            assertThat(make.log())
                    .containsPattern("nats-server .*: failed")
                    .contains("second/second.go:3:4: undefined: third")
                    .containsPattern("The whole log is in \\S*/nats-server.log");
        }
    }

    @Test
    void leavesNothingRunningWhenItIsInterrupted() throws IOException {
        Path go = standInForGo("echo $$ >pid\nexec sleep 60\n");

        try (ChildProcess make = make("setup", Map.of("PATH", go + ":" + path()))) {
            Path pid = checkout.resolve("testkit/servers/nats/pid");
            Waiting.await().until(() -> Files.exists(pid) && Files.size(pid) > 0);
            ProcessHandle build =
                    ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).orElseThrow();

            // as a terminal does at Ctrl-C: to all processes of the group
            ChildProcess.start(
                            ChildCommand.of(
                                    "kill",
                                    folder.resolve("kill.log"),
                                    List.of(
                                            tool("kill").toString(),
                                            "-INT",
                                            "--",
                                            "-" + make.pid())))
                    .awaitExit(Duration.ofSeconds(10));

            assertThat(make.awaitExit(BUILD)).isNotZero();
            Waiting.await().until(() -> !build.isAlive());
        }
    }

    private String failingMake(String target) {
        return failingMake(target, Map.of());
    }

    private String failingMake(String target, Map<String, String> variables) {
        try (ChildProcess make = make(target, variables)) {
            assertThat(make.awaitExit(BUILD)).isNotZero();
            return make.log();
        }
    }

    private ChildProcess make(String target, Map<String, String> variables) {
        Map<String, String> all = new HashMap<>(variables);
        all.put("FAAS_SERVERS_CACHE", folder.resolve("servers").toString());
        all.put("FAAS_PROGRESS_SECONDS", "1");
        return ChildProcess.start(
                ChildCommand.of(
                                "make " + target,
                                folder.resolve("output.log"),
                                List.of(tool("make").toString(), target))
                        .in(checkout)
                        .without("KUBEBUILDER_ASSETS", "MAKE")
                        .with(all));
    }

    private static void await(ChildProcess make, String line) {
        Waiting.await().untilAsserted(() -> assertThat(make.log()).containsPattern(line));
    }

    private void release(String file) throws IOException {
        Files.createFile(checkout.resolve("testkit/servers/nats").resolve(file));
    }

    private void edit(String file, String from, String to) throws IOException {
        Path path = checkout.resolve(file);
        String text = Files.readString(path);
        assertThat(text).contains(from);
        Files.writeString(path, text.replace(from, to));
    }

    /** A folder with a {@code go} in it that answers what is asked about it and builds as told. */
    private Path standInForGo(String build) throws IOException {
        Path tools = Files.createDirectory(folder.resolve("stand-ins"));
        // one that is good enough would be used instead of being built
        script(tools.resolve("nats-server"), "echo 'nats-server: v1.0.0'\n");
        script(tools.resolve("go"), "case $1 in env) echo go1.99.0; exit ;; esac\n" + build);
        return tools;
    }

    private static void script(Path file, String text) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + text);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private Path onlyTheUsualTools() throws IOException {
        Path tools = Files.createDirectory(folder.resolve("tools"));
        for (String name :
                List.of(
                        "bash",
                        "sh",
                        "env",
                        "make",
                        "find",
                        "sed",
                        "awk",
                        "grep",
                        "sort",
                        "head",
                        "tail",
                        "wc",
                        "cat",
                        "dirname",
                        "basename",
                        "readlink",
                        "mkdir",
                        "uname",
                        "sha256sum",
                        "shasum",
                        "cut",
                        "ls")) {
            Path tool = tool(name);
            if (Files.exists(tool)) {
                Files.createSymbolicLink(tools.resolve(name), tool);
            }
        }
        return tools;
    }

    private static Path tool(String name) {
        return List.of(path().split(":")).stream()
                .map(Path::of)
                .map(folder -> folder.resolve(name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(Path.of("/nowhere", name));
    }

    private static String path() {
        return System.getenv("PATH");
    }
}
