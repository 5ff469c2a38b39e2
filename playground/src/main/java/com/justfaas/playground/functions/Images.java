package com.justfaas.playground.functions;

import com.justfaas.playground.samples.Samples;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What stands behind a Function, by its image. */
public final class Images {

    private static final Pattern IMAGE =
            Pattern.compile("(playground|local)/([a-z0-9-]+)(?::[\\w.-]+)?");
    private static final Pattern PORT = Pattern.compile("[1-9]\\d{0,4}");
    private static final int HIGHEST_PORT = 65_535;

    private final Samples samples;

    public Images(Samples samples) {
        this.samples = samples;
    }

    /**
     * What an image means here; never fails.
     *
     * @param env the plain values of the Function's {@code spec.env}
     */
    public Backend backend(String image, Map<String, String> env) {
        Matcher parts = IMAGE.matcher(image);
        if (!parts.matches()) {
            return new Backend.Nothing(
                    "no containers run here: write playground/<sample> or local/<port> instead of "
                            + image);
        }
        String name = parts.group(2);
        return parts.group(1).equals("local") ? local(name) : sample(name, env);
    }

    /** Every image that runs, for people. */
    public String runnable() {
        return "%s, or local/<port> for your own server on 127.0.0.1:<port>"
                .formatted(
                        samples.names().stream()
                                .map(name -> "playground/" + name)
                                .collect(Collectors.joining(", ")));
    }

    private Backend sample(String name, Map<String, String> env) {
        return samples.find(name)
                .<Backend>map(sample -> new Backend.InPlayground(sample, env))
                .orElseGet(
                        () ->
                                new Backend.Nothing(
                                        "there is no sample %s, but %s"
                                                .formatted(
                                                        name, String.join(", ", samples.names()))));
    }

    private static Backend local(String port) {
        return PORT.matcher(port).matches() && Integer.parseInt(port) <= HIGHEST_PORT
                ? new Backend.OnThisMachine(Integer.parseInt(port))
                : new Backend.Nothing("local/%s names no port".formatted(port));
    }
}
