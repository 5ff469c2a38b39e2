package com.justfaas.router.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.justfaas.events.Payload;
import com.justfaas.router.openapi.Operation.Parameter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Makes requests for an operation up, of which about half are as the document wants them. */
final class RequestMaker {

    private static final String UNKNOWN_PARAMETER = "unheardOf";
    private static final int TRIES = 50;
    private static final int RARELY = 60;
    private static final int TOO_LARGE = 413;
    private static final int LARGE = 10 << 20;
    private static final int HEADERS_TOO_LARGE = 431;
    private static final int LARGE_HEADER = 70_000;
    private static final List<String> TYPES =
            List.of(
                    "application/cloudevents+xml",
                    "application/cloudevents",
                    "text/html",
                    ";",
                    "/");

    private final ApiDescription api;
    private final SplittableRandom random;
    private final Values values;
    private final Map<String, List<String>> seen = new LinkedHashMap<>();

    RequestMaker(ApiDescription api, SplittableRandom random) {
        this.api = api;
        this.random = random;
        this.values = new Values(random);
    }

    /** An answer named something that a parameter of this name may name again. */
    void learn(String parameter, String value) {
        List<String> known = seen.computeIfAbsent(parameter, name -> new ArrayList<>());
        known.remove(value);
        known.add(value);
    }

    MadeRequest make(Operation operation) {
        boolean valid = random.nextBoolean();
        boolean refused = false;
        String path = operation.path();
        List<String> query = new ArrayList<>();
        Map<String, String> headers = new LinkedHashMap<>();
        String family = family(operation);
        for (Parameter parameter : operation.parameters()) {
            if (leavesOut(parameter, valid, family)) {
                refused |= parameter.required();
                continue;
            }
            String value = value(parameter, valid || random.nextBoolean());
            switch (parameter.in()) {
                case "path" -> path = path.replace("{" + parameter.name() + "}", encode(value));
                case "query" -> query.add(parameter.name() + "=" + encode(value));
                default -> headers.put(parameter.name(), value);
            }
            // a header of one mode means nothing in another
            refused |= !parameter.in().equals("header") && !fits(parameter, value);
        }
        if (random.nextInt(RARELY / 3) == 0) {
            query.add(UNKNOWN_PARAMETER + "=true");
            refused = true;
        }
        byte[] body = body(operation, valid, headers);
        if (operation.responses().containsKey(TOO_LARGE) && random.nextInt(RARELY) == 0) {
            body = Arrays.copyOf(body, LARGE);
        }
        if (operation.responses().containsKey(HEADERS_TOO_LARGE) && random.nextInt(RARELY) == 0) {
            headers.put("X-Filler", "x".repeat(LARGE_HEADER));
        }
        return new MadeRequest(
                operation.method(),
                query.isEmpty() ? path : path + "?" + String.join("&", query),
                headers,
                Payload.of(body),
                refused);
    }

    /** Headers that begin alike belong together; "" now and then, for a mixture. */
    private String family(Operation operation) {
        List<String> families =
                operation.parameters().stream()
                        .filter(parameter -> parameter.in().equals("header"))
                        .map(parameter -> parameter.name().split("-", 2)[0])
                        .distinct()
                        .toList();
        return families.isEmpty() || random.nextInt(8) == 0
                ? ""
                : families.get(random.nextInt(families.size()));
    }

    private boolean leavesOut(Parameter parameter, boolean valid, String family) {
        return switch (parameter.in()) {
            case "path" -> false;
            case "header" ->
                    !parameter.name().startsWith(family)
                            || random.nextInt(family.isEmpty() ? 2 : 5) == 0;
            default ->
                    parameter.required() ? !valid && random.nextInt(6) == 0 : random.nextInt(3) > 0;
        };
    }

    private String value(Parameter parameter, boolean valid) {
        List<String> known = seen.getOrDefault(parameter.name(), List.of());
        if (valid && !known.isEmpty() && random.nextInt(4) > 0) {
            return known.get(random.nextInt(known.size()));
        }
        for (int i = 0; i < TRIES; i++) {
            String value = candidate(parameter);
            if (possible(parameter, value) && (!valid || fits(parameter, value))) {
                return value;
            }
        }
        throw new IllegalStateException(
                "no value found for %s; give it an example".formatted(parameter));
    }

    private String candidate(Parameter parameter) {
        List<String> examples = parameter.examples();
        return !examples.isEmpty() && random.nextBoolean()
                ? examples.get(random.nextInt(examples.size()))
                : random.nextBoolean()
                        ? values.after(api, parameter.schema()).asText()
                        : values.text();
    }

    private boolean fits(Parameter parameter, String value) {
        return (parameter.mayBeEmpty() && value.isEmpty())
                || api.mistakes(TextNode.valueOf(value), parameter.schema()).isEmpty();
    }

    /** Whether an HTTP client can send it, and a path that holds it is still the same path. */
    private static boolean possible(Parameter parameter, String value) {
        return switch (parameter.in()) {
            case "path" -> !value.isBlank() && !value.matches("\\.+|redrive");
            case "header" -> value.chars().allMatch(c -> c >= ' ' && c <= '~');
            default -> true;
        };
    }

    private byte[] body(Operation operation, boolean valid, Map<String, String> headers) {
        if (operation.bodies().isEmpty()) {
            return new byte[0];
        }
        List<Map.Entry<String, String>> bodies = List.copyOf(operation.bodies().entrySet());
        Map.Entry<String, String> chosen = bodies.get(random.nextInt(bodies.size()));
        String type = chosen.getKey();
        headers.put("Content-Type", type.equals("*/*") ? "text/plain" : type);
        if (!valid && random.nextInt(8) == 0) {
            headers.put("Content-Type", TYPES.get(random.nextInt(TYPES.size())));
        }
        if (type.equals("*/*")) {
            return values.text().getBytes(StandardCharsets.UTF_8);
        }
        JsonNode json = values.after(api, chosen.getValue());
        byte[] bytes =
                (valid ? json : values.broken(json)).toString().getBytes(StandardCharsets.UTF_8);
        return valid || random.nextInt(6) > 0 || bytes.length == 0
                ? bytes
                : Arrays.copyOf(bytes, random.nextInt(bytes.length));
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
