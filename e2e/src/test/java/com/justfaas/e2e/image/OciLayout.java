package com.justfaas.e2e.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;

/** An OCI image layout with one image for one platform. */
record OciLayout(Path folder) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static OciLayout of(String image) {
        ImageBuild.ensure();
        return new OciLayout(ImageBuild.layout(image));
    }

    /** The entry of {@code index.json}. */
    JsonNode descriptor() {
        return read(folder.resolve("index.json")).path("manifests").path(0);
    }

    String digest() {
        return descriptor().path("digest").asText();
    }

    JsonNode manifest() {
        return read(blob(digest()));
    }

    JsonNode configFile() {
        return read(blob(manifest().path("config").path("digest").asText()));
    }

    JsonNode config() {
        return configFile().path("config");
    }

    /** The folders that the layers were made of, the lowest first. */
    List<String> layerNames() {
        return StreamSupport.stream(configFile().path("history").spliterator(), false)
                .map(step -> step.path("created_by").asText().replace("image/build: ", ""))
                .toList();
    }

    List<String> entrypoint() {
        return texts(config().path("Entrypoint"));
    }

    /** The value of a variable of its environment. */
    String variable(String name) {
        return texts(config().path("Env")).stream()
                .filter(variable -> variable.startsWith(name + "="))
                .map(variable -> variable.substring(name.length() + 1))
                .findFirst()
                .orElseThrow();
    }

    Path blob(String digest) {
        return folder.resolve("blobs").resolve(digest.replace(':', '/'));
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
    }

    private static JsonNode read(Path file) {
        try {
            return JSON.readTree(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
