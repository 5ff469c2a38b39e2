package com.justfaas.router.deadletter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.justfaas.events.Payload;
import com.justfaas.events.streams.DeadLetterFilter;
import com.justfaas.router.http.Problem;
import com.justfaas.router.http.QueryParameters;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads what a client of the redrive wants. */
final class RedriveRequests {

    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
    private static final String IDS = "ids";
    private static final String ALL = "all";
    private static final String RATE = "ratePerSecond";
    private static final Set<String> KNOWN =
            Set.of(
                    IDS,
                    ALL,
                    RATE,
                    LetterFilters.NAMESPACE,
                    LetterFilters.FUNCTION,
                    LetterFilters.REASON);
    private static final String CHOICE =
            "say which: {\"ids\":[\"17\"]}, or a group such as {\"namespace\":\"shop\",\"function\":\"checkout\",\"reason\":\"Rejected\"}, or {\"all\":true}";

    private RedriveRequests() {}

    static RedriveRequest read(Payload body) {
        JsonNode wish = parse(body);
        wish.fieldNames()
                .forEachRemaining(
                        name -> {
                            if (!KNOWN.contains(name)) {
                                throw DeadLetterProblems.unknownName("/" + name, KNOWN);
                            }
                        });
        return new RedriveRequest(selection(wish), rate(wish));
    }

    private static JsonNode parse(Payload body) {
        JsonNode wish;
        try {
            wish = JSON.readTree(body.utf8());
        } catch (JsonProcessingException e) {
            throw DeadLetterProblems.bad("the body", "is not JSON; " + CHOICE);
        }
        if (!wish.isObject()) {
            throw DeadLetterProblems.bad("the body", "is no JSON object; " + CHOICE);
        }
        return wish;
    }

    private static Selection selection(JsonNode wish) {
        boolean all = all(wish);
        DeadLetterFilter filter =
                new DeadLetterFilter(
                        text(wish, LetterFilters.NAMESPACE),
                        text(wish, LetterFilters.FUNCTION),
                        text(wish, LetterFilters.REASON)
                                .map(value -> LetterFilters.reason("/reason", value)));
        boolean group = !filter.equals(DeadLetterFilter.ALL);
        int choices = (wish.has(IDS) ? 1 : 0) + (all ? 1 : 0) + (group ? 1 : 0);
        if (choices != 1) {
            throw DeadLetterProblems.bad(
                    "the body",
                    (choices == 0 ? "names no dead letters; " : "names them in two ways; ")
                            + CHOICE);
        }
        return wish.has(IDS)
                ? new Selection.Listed(ids(wish.get(IDS)))
                : new Selection.Filtered(filter);
    }

    private static boolean all(JsonNode wish) {
        JsonNode all = wish.path(ALL);
        if (!all.isMissingNode() && !all.isBoolean()) {
            throw DeadLetterProblems.bad("/all", "is %s; it is true".formatted(shown(all)));
        }
        return all.asBoolean();
    }

    private static Optional<String> text(JsonNode wish, String name) {
        JsonNode value = wish.path(name);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        if (!value.isTextual() || value.textValue().isEmpty()) {
            throw DeadLetterProblems.bad(
                    "/" + name,
                    "is %s; it is text that is not empty, or left out".formatted(shown(value)));
        }
        return Optional.of(value.textValue());
    }

    private static List<Long> ids(JsonNode ids) {
        if (!ids.isArray() || ids.isEmpty() || ids.size() > RedriveRequest.MOST_IDS) {
            throw DeadLetterProblems.bad(
                    "/ids",
                    "has %s; it is a list of 1 to %d ids, and a group or several requests do for more"
                            .formatted(
                                    ids.isArray() ? ids.size() : shown(ids),
                                    RedriveRequest.MOST_IDS));
        }
        Set<Long> sequences = new LinkedHashSet<>();
        for (int i = 0; i < ids.size(); i++) {
            sequences.add(
                    QueryParameters.number("/ids/" + i, ids.get(i).asText(), 1, Long.MAX_VALUE));
        }
        return List.copyOf(sequences);
    }

    private static int rate(JsonNode wish) {
        JsonNode rate = wish.path(RATE);
        return rate.isMissingNode()
                ? RedriveRequest.USUAL_RATE
                : (int)
                        QueryParameters.number(
                                "/" + RATE, rate.asText(), 1, RedriveRequest.MOST_RATE);
    }

    private static String shown(JsonNode value) {
        return Problem.brief(value.toString());
    }
}
