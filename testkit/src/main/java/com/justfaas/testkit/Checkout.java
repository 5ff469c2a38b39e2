package com.justfaas.testkit;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The checkout that this JVM runs in: where the servers' build script and the product's jar are.
 */
public final class Checkout {

    /** System property that names the checkout, for a JVM that was started outside of it. */
    public static final String PROPERTY = "faas.checkout";

    static final String BUILD_SCRIPT = "testkit/servers/build";

    private Checkout() {}

    /**
     * The folder that holds everything.
     *
     * @throws IllegalStateException when neither the property nor the working directory leads to a
     *     checkout
     */
    public static Path root() {
        Path start =
                Path.of(System.getProperty(PROPERTY, System.getProperty("user.dir")))
                        .toAbsolutePath();
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve(BUILD_SCRIPT))) {
                return folder;
            }
        }
        throw new IllegalStateException(
                "%s is not inside a checkout of FaaS Events: start in one, or set -D%s"
                        .formatted(start, PROPERTY));
    }
}
