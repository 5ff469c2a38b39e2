package com.justfaas.e2e.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.testkit.Answer;
import com.justfaas.testkit.Checkout;
import com.justfaas.testkit.RecordingFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The base of the images comes from pinned Debian packages, and from nothing else. */
@ClusterTest
class ImageBaseE2E {

    private static final Pattern TZDATA =
            Pattern.compile("(?m)^amd64 tzdata (\\S+) (\\S+) (\\S+)$");

    @TempDir private Path folder;

    private String lock;

    @BeforeEach
    void copyTheScripts() throws IOException {
        Path from = Checkout.root().resolve("image/base");
        for (String file : List.of("assemble", "debian.lock")) {
            Files.copy(from.resolve(file), folder.resolve(file));
        }
        lock = Files.readString(folder.resolve("debian.lock"));
    }

    @Test
    void aPackageThatDebianHasReplacedIsNamedWithWhatRefreshesTheLock() throws IOException {
        try (RecordingFunction mirror = RecordingFunction.started()) {
            mirror.answer(Answer.status(404));
            String version = pin(mirror.uri() + "tzdata.deb");

            Command assembled = assemble(Map.of());

            assertThat(assembled.exitCode()).isNotZero();
            assertThat(assembled.output().strip())
                    .isEqualTo(
                            "%stzdata.deb cannot be fetched. If Debian has replaced tzdata %s, run image/base/refresh and commit image/base/debian.lock."
                                    .formatted(mirror.uri(), version));
        }
    }

    @Test
    void aPackageWithAnotherContentIsRefused() throws IOException {
        try (RecordingFunction mirror = RecordingFunction.started()) {
            mirror.answer(Answer.status(200).body("application/octet-stream", "not tzdata"));
            pin(mirror.uri() + "tzdata.deb");

            Command assembled = assemble(Map.of());

            assertThat(assembled.exitCode()).isNotZero();
            assertThat(assembled.output())
                    .contains(
                            "tzdata.deb is not what image/base/debian.lock names: its sha256 is ");
            assertThat(folder.resolve("cache/packages")).isEmptyDirectory();
        }
    }

    @Test
    void aMachineWithoutDpkgIsSentToAnotherBase() throws IOException {
        Path tools = Files.createDirectory(folder.resolve("tools"));
        for (String tool : List.of("bash", "dirname", "env")) {
            Files.createSymbolicLink(
                    tools.resolve(tool), Path.of(Command.succeed("which", tool).strip()));
        }

        Command assembled = assemble(Map.of("PATH", tools.toString()));

        assertThat(assembled.exitCode()).isNotZero();
        assertThat(assembled.output())
                .contains("dpkg-deb, which unpacks them, is not here")
                .contains("macOS: brew install dpkg")
                .contains("make image IMAGE_BASE=…");
    }

    /** Puts another address into the lock; returns the version that is pinned. */
    private String pin(String address) throws IOException {
        Matcher pinned = TZDATA.matcher(lock);
        assertThat(pinned.find()).isTrue();
        Files.writeString(
                folder.resolve("debian.lock"),
                "amd64 tzdata %s %s %s%n".formatted(pinned.group(1), address, pinned.group(3)));
        return pinned.group(1);
    }

    private Command assemble(Map<String, String> variables) {
        Map<String, String> all = new HashMap<>(variables);
        all.put("FAAS_IMAGE_CACHE", folder.resolve("cache").toString());
        return Command.run(
                List.of(
                        folder.resolve("assemble").toString(),
                        "amd64",
                        folder.resolve("base").toString()),
                all);
    }
}
