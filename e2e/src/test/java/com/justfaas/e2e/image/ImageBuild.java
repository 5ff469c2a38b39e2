package com.justfaas.e2e.image;

import com.justfaas.testkit.Checkout;
import java.nio.file.Path;

/** What {@code image/build} leaves in {@code target/image}. */
final class ImageBuild {

    private static final Path FOLDER = Checkout.root().resolve("target/image");

    private ImageBuild() {}

    /** Builds the images of the jar as it is. */
    static void run() {
        Command.succeed(Checkout.root().resolve("image/build").toString());
    }

    /** Holder of a first build, which all tests of this JVM share. */
    private static final class First {
        static final boolean BUILT = build();

        private static boolean build() {
            run();
            return true;
        }
    }

    /** Returns when the images are there. */
    static void ensure() {
        if (!First.BUILT) {
            throw new IllegalStateException("there are no images");
        }
    }

    static Path archive(String image) {
        return FOLDER.resolve(image + ".tar");
    }

    static Path layout(String image) {
        return FOLDER.resolve("oci").resolve(image);
    }

    static String tool() {
        return FOLDER.resolve("tool").toString();
    }

    /** The layer of an image before it was packed. */
    static Path layer(String name) {
        return FOLDER.resolve("stage").resolve(architecture()).resolve(name);
    }

    static String platform() {
        return "linux/" + architecture();
    }

    private static String architecture() {
        return System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
    }
}
