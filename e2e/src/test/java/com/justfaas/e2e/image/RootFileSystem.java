package com.justfaas.e2e.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.testkit.FaasEventsProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The unpacked file system of an image, and programs that run in it as in a pod: as user 65532, and
 * able to write to /tmp alone. The network is this machine's.
 *
 * @param temporary what they find as /tmp
 */
record RootFileSystem(Path folder, Path temporary) {

    /** In a mount namespace of its own; each program becomes the next, so the pid stays. */
    private static final String ENTER =
            """
            mount --bind "$1" "$1" && mount -o remount,bind,ro "$1" && mount --bind "$2" "$1/tmp" &&
              mount -t proc proc "$1/proc" && mount --rbind /dev "$1/dev" || exit 1
            root=$1
            shift 2
            exec chroot --userspec=65532:65532 "$root" "$@"
            """;

    static RootFileSystem unpacked(String image, Path parent) {
        ImageBuild.ensure();
        assertThat(Command.succeed("id", "-u").strip())
                .describedAs("needs root: sudo make test-cluster")
                .isEqualTo("0");
        Path folder = parent.resolve("root");
        Command.succeed(
                ImageBuild.tool(),
                "unpack",
                ImageBuild.layout(image).toString(),
                ImageBuild.platform(),
                folder.toString());
        try {
            for (String forRuntime : List.of("proc", "dev")) {
                Files.createDirectories(folder.resolve(forRuntime));
            }
            Path temporary = Files.createDirectories(parent.resolve("tmp"));
            Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxrwxrwx"));
            return new RootFileSystem(folder, temporary);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts the product by these words and waits for nothing. */
    FaasEventsProcess start(List<String> words, Map<String, String> environment) {
        List<String> all = new ArrayList<>(List.of("unshare", "--mount", "sh", "-c", ENTER));
        all.addAll(List.of("enter", folder.toString(), temporary.toString()));
        all.addAll(words);
        return FaasEventsProcess.startCommand(null, environment, all);
    }

    /** All that is in it, as absolute paths within. */
    List<String> files() {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(file -> "/" + folder.relativize(file)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
