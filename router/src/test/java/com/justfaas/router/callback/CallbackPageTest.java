package com.justfaas.router.callback;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.events.Payload;
import com.justfaas.router.invocation.Invocation.Header;
import com.justfaas.testkit.Checkout;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/callbacks.md tells receivers to do works. */
class CallbackPageTest {

    private static final Pattern SNIPPET =
            Pattern.compile("<!-- verify -->\\s*```java\\n(.*?)```", Pattern.DOTALL);
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String BODY = "{\"order\": \"Größe 42\"}";

    @TempDir private Path folder;

    @Test
    void verifiesASignature() throws Exception {
        Matcher snippet =
                SNIPPET.matcher(Files.readString(Checkout.root().resolve("docs/callbacks.md")));
        assertThat(snippet.find()).isTrue();
        Path program = Files.writeString(folder.resolve("Callbacks.java"), snippet.group(1));
        List<SigningSecret> secrets =
                List.of(
                        SigningSecret.parse("whsec_" + "A".repeat(32)),
                        SigningSecret.parse(SECRET));
        Instant now = Instant.now();

        assertThat(run(program, headers(secrets, now), BODY)).isEqualTo("true");
        assertThat(run(program, headers(secrets, now), BODY + " ")).isEqualTo("false");
        assertThat(run(program, headers(secrets, now.minusSeconds(600)), BODY)).isEqualTo("false");
    }

    private static List<String> headers(List<SigningSecret> secrets, Instant now) {
        return new CallbackSignatures(secrets, InstantSource.fixed(now))
                .headers("cb_1", now, Payload.utf8(BODY)).stream().map(Header::value).toList();
    }

    private String run(Path program, List<String> headers, String body) throws IOException {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.add(program.toString());
        words.add(SECRET);
        words.addAll(headers);
        Process process =
                new ProcessBuilder(words)
                        .redirectErrorStream(true)
                        .directory(folder.toFile())
                        .start();
        try (OutputStream input = process.getOutputStream()) {
            input.write(body.getBytes(StandardCharsets.UTF_8));
        }
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }
}
