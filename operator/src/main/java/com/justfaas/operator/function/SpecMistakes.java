package com.justfaas.operator.function;

import com.justfaas.crds.v1alpha1.EnvVar;
import com.justfaas.crds.v1alpha1.FunctionSpec;
import com.justfaas.crds.v1alpha1.Ingress;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a spec. The schema refuses nearly all of it, but an object that was stored
 * under an older one has met no such check, and what could not be read of it is null here.
 */
final class SpecMistakes {

    private static final int MAX_PORT = 65535;
    private static final Pattern HOST = Pattern.compile(Ingress.HOST);

    private SpecMistakes() {}

    /** One line for each, with the field's path. */
    static List<String> in(@Nullable FunctionSpec spec) {
        if (spec == null) {
            return List.of("spec is missing; it needs an image");
        }
        List<String> mistakes = new ArrayList<>();
        if (spec.image() == null || spec.image().isBlank()) {
            mistakes.add("spec.image is missing; name a container image");
        }
        if (spec.port() != null && !isPort(spec.port())) {
            mistakes.add("spec.port is no whole number from 1 to %d".formatted(MAX_PORT));
        }
        for (int i = 0; i < spec.env().size(); i++) {
            EnvVar variable = spec.env().get(i);
            if (variable.name() == null || variable.name().isBlank()) {
                mistakes.add("spec.env[%d].name is missing".formatted(i));
            }
        }
        if (spec.ingress() != null && !isHost(spec.ingress().host())) {
            mistakes.add("spec.ingress.host is no DNS name such as shop.example.com");
        }
        return List.copyOf(mistakes);
    }

    private static boolean isPort(double port) {
        return port >= 1 && port <= MAX_PORT && port == Math.rint(port);
    }

    private static boolean isHost(@Nullable String host) {
        return host != null && HOST.matcher(host).matches();
    }
}
