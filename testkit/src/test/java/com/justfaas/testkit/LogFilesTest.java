package com.justfaas.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFilesTest {

    @TempDir private Path folder;

    @Test
    void lastLinesAreThoseOfThisProcess() throws IOException {
        Path log = log("earlier\none\ntwo\nthree\n");

        assertThat(LogFiles.lastLines(log, "earlier\n".length(), 2))
                .containsExactly("two", "three");
        assertThat(LogFiles.lastLines(log, "earlier\n".length(), 9))
                .containsExactly("one", "two", "three");
        assertThat(LogFiles.lastLines(log, Files.size(log), 9)).isEmpty();
        assertThat(LogFiles.read(log, "earlier\n".length())).isEqualTo("one\ntwo\nthree\n");
    }

    @Test
    void lineOfALargeLogIsNeverShownWithoutItsBeginning() throws IOException {
        Path log = log("x".repeat(100_000) + "\n" + "y".repeat(1000) + "\nend\n");

        assertThat(LogFiles.lastLines(log, 0, 9)).containsExactly("y".repeat(1000), "end");
        assertThat(LogFiles.lastLines(log("x".repeat(100_000)), 0, 9)).isEmpty();
    }

    private Path log(String text) throws IOException {
        return Files.writeString(folder.resolve("process.log"), text);
    }
}
