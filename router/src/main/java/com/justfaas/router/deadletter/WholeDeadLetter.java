package com.justfaas.router.deadletter;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.justfaas.events.streams.DeadLetter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter with its data.
 *
 * @param webhookUrl where the event's responses go
 * @param headers of a message that is no event
 * @param data as JSON or text
 * @param base64 data that is neither
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record WholeDeadLetter(
        @JsonUnwrapped DeadLetterView letter,
        @Nullable String webhookUrl,
        @Nullable Map<String, List<String>> headers,
        @Nullable Object data,
        @JsonProperty("data_base64") @Nullable String base64) {

    static WholeDeadLetter of(DeadLetter letter) {
        ShownData data = ShownData.of(letter.data(), contentType(letter));
        return new WholeDeadLetter(
                DeadLetterView.full(letter),
                letter instanceof DeadLetter.Delivery delivery
                        ? delivery.record().event().webhookUrl()
                        : null,
                letter instanceof DeadLetter.Unreadable unreadable ? unreadable.headers() : null,
                switch (data) {
                    case ShownData.Json json -> json.value();
                    case ShownData.Text text -> text.text();
                    case ShownData.Base64Encoded _, ShownData.Nothing _ -> null;
                },
                data instanceof ShownData.Base64Encoded encoded ? encoded.base64() : null);
    }

    private static Optional<String> contentType(DeadLetter letter) {
        return switch (letter) {
            case DeadLetter.Delivery delivery ->
                    Optional.ofNullable(delivery.record().event().event().getDataContentType());
            case DeadLetter.Unreadable _ -> Optional.empty();
        };
    }
}
