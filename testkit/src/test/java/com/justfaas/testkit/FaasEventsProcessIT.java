package com.justfaas.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * On a stand-in for the jar: that the product prints what is read here is tested with the product.
 */
class FaasEventsProcessIT {

    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir Path checkout;

    @BeforeEach
    void makeCheckout() throws IOException {
        Path script = checkout.resolve(Checkout.BUILD_SCRIPT);
        Files.createDirectories(script.getParent());
        Files.createFile(script);
        writeJar(checkout.resolve("app/target/faas-events.jar"), PretendEvents.class);
        System.setProperty(Checkout.PROPERTY, checkout.toString());
    }

    @AfterEach
    void forgetCheckout() {
        System.clearProperty(Checkout.PROPERTY);
    }

    @Test
    void findsThePortsThatItPrints() {
        try (FaasEventsProcess events =
                FaasEventsProcess.start(Map.of("FAAS_NATS_URL", "nats://127.0.0.1:1"))) {
            events.awaitReady(SOON);

            assertThat(events.ingressUri()).isNotEqualTo(events.managementUri());
            assertThat(HealthProbe.of(events.ingressUri() + "/readyz").succeeds()).isTrue();
            events.kill();
            assertThat(events.exitCode()).isEqualTo(128 + 9);
        }
    }

    @Test
    void endsInOrderOnSigterm() {
        try (FaasEventsProcess events =
                FaasEventsProcess.start(Map.of("FAAS_NATS_URL", "nats://127.0.0.1:1"))) {
            events.awaitReady(SOON);

            assertThat(events.terminate()).isEqualTo(128 + 15);
        }
    }

    @Test
    void showsWhyItDoesNotStart() {
        try (FaasEventsProcess events = FaasEventsProcess.start(Map.of())) {
            assertThatThrownBy(events::ingressUri)
                    .hasMessageContaining("it ended before ingress is announced")
                    .hasMessageContaining("ended with exit code 2")
                    .hasMessageContaining("FAAS_NATS_URL: missing");
            assertThat(events.awaitExit(SOON)).isEqualTo(2);
        }
    }

    @Test
    void saysWhatToDoWithoutAJar() throws IOException {
        Files.delete(checkout.resolve("app/target/faas-events.jar"));

        assertThatThrownBy(() -> FaasEventsProcess.start(Map.of()))
                .hasMessageContaining("is not built yet");
    }

    private static void writeJar(Path jar, Class<?> main) throws IOException {
        Files.createDirectories(jar.getParent());
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, main.getName());
        String entry = main.getName().replace('.', '/') + ".class";
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream output = new JarOutputStream(file, manifest);
                InputStream bytes =
                        Objects.requireNonNull(main.getClassLoader().getResourceAsStream(entry))) {
            output.putNextEntry(new ZipEntry(entry));
            bytes.transferTo(output);
            output.closeEntry();
        }
    }
}
