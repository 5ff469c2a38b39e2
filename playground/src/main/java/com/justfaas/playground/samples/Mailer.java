package com.justfaas.playground.samples;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.justfaas.playground.call.CallOutcome;
import com.justfaas.playground.call.FunctionRequest;
import java.io.IOException;
import java.util.Map;

/** Pretends to mail the {@code customer} of a JSON order. */
final class Mailer implements Sample {

    private final ObjectMapper json = new ObjectMapper();

    @Override
    public CallOutcome call(FunctionRequest request, Map<String, String> env) {
        try {
            JsonNode order = json.readTree(request.body().bytes());
            return CallOutcome.text(
                    200,
                    "mailed %s about order %s"
                            .formatted(
                                    order.path("customer").asText("nobody"),
                                    order.path("order").asText("?")));
        } catch (IOException notJson) {
            return CallOutcome.text(400, "an order is JSON");
        }
    }
}
