package com.justfaas.router.deadletter;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.util.RawValue;
import com.justfaas.events.Payload;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/** Data as the API shows it. */
sealed interface ShownData {

    /** JSON, written into the answer as it is, so that no number loses a digit. */
    record Json(RawValue value) implements ShownData {}

    record Text(String text) implements ShownData {}

    record Base64Encoded(String base64) implements ShownData {}

    /** No data at all. */
    record Nothing() implements ShownData {}

    /**
     * JSON where the content type says so, or none is given, and it is; else text where it is
     * UTF-8.
     */
    static ShownData of(Payload data, Optional<String> contentType) {
        if (data.isEmpty()) {
            return new Nothing();
        }
        String text;
        try {
            text =
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(data.bytes()))
                            .toString();
        } catch (CharacterCodingException e) {
            return new Base64Encoded(Base64.getEncoder().encodeToString(data.bytes()));
        }
        return contentType.map(ShownData::isJson).orElse(true) && isJsonText(text)
                ? new Json(new RawValue(text))
                : new Text(text);
    }

    private static boolean isJson(String contentType) {
        String type = contentType.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
        return type.endsWith("/json") || type.endsWith("+json");
    }

    private static boolean isJsonText(String text) {
        try (JsonParser parser = new JsonFactory().createParser(text)) {
            return parser.nextToken() != null && parser.skipChildren().nextToken() == null;
        } catch (IOException e) {
            return false;
        }
    }
}
