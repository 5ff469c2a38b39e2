package com.justfaas.operator.workload;

import com.justfaas.crds.v1alpha1.FunctionSpec;
import com.justfaas.crds.v1alpha1.Ingress;
import com.justfaas.operator.status.Shortened;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a spec: what the schema accepts and Kubernetes would refuse in a Deployment,
 * Service or Ingress. The schema accepts all that the schema before it accepted. What could not be
 * read of an object that no schema has checked is null here.
 */
public final class SpecMistakes {

    private static final int MAX_PORT = 65535;
    private static final int MAX_HOST_LENGTH = 253;
    private static final int SHOWN_LENGTH = 100;
    private static final Pattern SPACE = Pattern.compile("[\\s\\p{Cntrl}]");

    /**
     * A lower case RFC 1123 subdomain, or one below a wildcard, as Kubernetes' Ingress takes it.
     */
    private static final Pattern HOST =
            Pattern.compile(
                    "(\\*\\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*+");

    private SpecMistakes() {}

    /** One line for each: the field's path, its value, and what would be right. */
    public static List<String> in(@Nullable FunctionSpec spec) {
        return Stream.concat(ofWorkload(spec).stream(), ofIngress(spec).stream()).toList();
    }

    /** Those because of which the function cannot run. */
    static List<String> ofWorkload(@Nullable FunctionSpec spec) {
        if (spec == null) {
            return List.of("spec is missing; it needs an image");
        }
        List<String> mistakes = new ArrayList<>();
        inImage(mistakes, spec.image());
        if (spec.port() != null && !isPort(spec.port())) {
            mistakes.add(
                    "spec.port is %s; write a whole number from 1 to %d"
                            .formatted(shown(spec.port()), MAX_PORT));
        }
        EnvMistakes.in(mistakes, spec.env());
        inNames(mistakes, "spec.secrets", spec.secrets(), "a Secret");
        inNames(mistakes, "spec.configMaps", spec.configMaps(), "a ConfigMap");
        return List.copyOf(mistakes);
    }

    /** Those because of which it cannot be reached from outside. */
    static List<String> ofIngress(@Nullable FunctionSpec spec) {
        if (spec == null || spec.ingress() == null) {
            return List.of();
        }
        List<String> mistakes = new ArrayList<>();
        inIngress(mistakes, spec.ingress());
        return List.copyOf(mistakes);
    }

    private static void inImage(List<String> mistakes, @Nullable String image) {
        String right = "name a container image such as registry.example/shop/checkout:1.4";
        if (image == null || image.isBlank()) {
            mistakes.add("spec.image is %s; %s".formatted(missingOr(image), right));
        } else if (SPACE.matcher(image).find()) {
            mistakes.add("spec.image is %s, with white space; %s".formatted(quoted(image), right));
        }
    }

    private static boolean isPort(double port) {
        return port >= 1 && port <= MAX_PORT && port == Math.rint(port);
    }

    /** As it was written, as far as a number remembers. */
    private static String shown(double port) {
        return port == Math.rint(port) && Math.abs(port) < Integer.MAX_VALUE
                ? String.format(Locale.ROOT, "%.0f", port)
                : Double.toString(port);
    }

    private static void inNames(
            List<String> mistakes, String field, List<String> names, String what) {
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).isBlank()) {
                mistakes.add("%s[%d] is empty; name %s".formatted(field, i, what));
            }
        }
    }

    private static void inIngress(List<String> mistakes, Ingress ingress) {
        String host = ingress.host();
        if (host == null || host.isBlank()) {
            mistakes.add(
                    "spec.ingress.host is %s; write a DNS name such as shop.example.com"
                            .formatted(missingOr(host)));
        } else if (!isHost(host)) {
            String lower = host.toLowerCase(Locale.ROOT);
            mistakes.add(
                    "spec.ingress.host is %s; write %s"
                            .formatted(
                                    quoted(host),
                                    isHost(lower)
                                            ? "it in lower case, " + lower
                                            : "a DNS name such as shop.example.com or *.example.com"));
        }
        if (!ingress.pathPattern().startsWith("/")) {
            mistakes.add(
                    "spec.ingress.path is %s; write a path that starts with /, such as %s"
                            .formatted(quoted(ingress.pathPattern()), Ingress.DEFAULT_PATH));
        }
    }

    private static boolean isHost(String host) {
        return host.length() <= MAX_HOST_LENGTH && HOST.matcher(host).matches();
    }

    static String missingOr(@Nullable String value) {
        return value == null ? "missing" : value.isEmpty() ? "empty" : "blank";
    }

    static String quoted(String value) {
        return "\"%s\"".formatted(Shortened.cut(value, SHOWN_LENGTH));
    }
}
