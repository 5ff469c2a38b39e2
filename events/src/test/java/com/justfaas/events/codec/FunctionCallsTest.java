package com.justfaas.events.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import com.justfaas.events.FunctionName;
import com.justfaas.events.Payload;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FunctionCallsTest {

    @Test
    void readsWhatTheGatewayPosts() {
        FunctionCall call =
                read(
                        """
                        {"Name": "checkout", "Namespace": "shop",
                         "Arguments": {"b": "1,2", "a": "", "ä": "ö"},
                         "Metadata": {"HTTP_METHOD": "PUT", "HTTP_PATH": "/orders/1/",
                          "HTTP_HEADER_Accept": "a,b", "HTTP_HEADER_Authorization": "Bearer x",
                          "Authorization": "Bearer x", "HTTP_COOKIE_session": "1"},
                         "Content": [123, 0, 255, 125], "ContentType": "text/plain; charset=utf-8"}
                        """);

        assertThat(call.function()).isEqualTo(new FunctionName("shop", "checkout"));
        assertThat(call.arguments())
                .containsExactly(entry("b", "1,2"), entry("a", ""), entry("ä", "ö"));
        assertThat(call.metadata(FunctionCall.METHOD)).contains("PUT");
        assertThat(call.metadata(FunctionCall.PATH)).contains("/orders/1/");
        assertThat(call.metadata(FunctionCall.HEADER_PREFIX + "Accept")).contains("a,b");
        assertThat(call.metadata(FunctionCall.COOKIE_PREFIX + "session")).contains("1");
        assertThat(call.metadata(FunctionCall.AUTHORIZATION)).contains("Bearer x");
        assertThat(call.metadata("HTTP_HEADER_Host")).isEmpty();
        assertThat(call.content()).isEqualTo(Payload.of(new byte[] {123, 0, -1, 125}));
        assertThat(call.contentType()).isEqualTo("text/plain; charset=utf-8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Name\":\"f\"}",
                "{\"Name\":\"f\",\"Namespace\":null,\"Arguments\":null,\"Metadata\":null,\"Content\":null,\"ContentType\":null}",
                "{\"Name\":\"f\",\"Namespace\":\"\",\"Content\":[],\"Other\":{\"x\":1}}"
            })
    void fillsInWhatIsMissing(String body) {
        FunctionCall call = read(body);

        assertThat(call.function()).isEqualTo(new FunctionName("default", "f"));
        assertThat(call.arguments()).isEmpty();
        assertThat(call.metadata()).isEmpty();
        assertThat(call.content().isEmpty()).isTrue();
        assertThat(call.contentType()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "name, namespace, content, contenttype",
        "NAME, NAMESPACE, CONTENT, CONTENTTYPE",
        "name, nameSpace, Content, contentType"
    })
    void ignoresTheCaseOfItsMembers(String name, String namespace, String content, String type) {
        FunctionCall call =
                read(
                        "{\"%s\":\"f\",\"%s\":\"shop\",\"%s\":[65],\"%s\":\"text/plain\"}"
                                .formatted(name, namespace, content, type));

        assertThat(call.function()).isEqualTo(new FunctionName("shop", "f"));
        assertThat(call.content()).isEqualTo(Payload.utf8("A"));
        assertThat(call.contentType()).isEqualTo("text/plain");
    }

    @Test
    void prefersTheExactMember() {
        assertThat(read("{\"name\":\"wrong\",\"Name\":\"right\"}").function().name())
                .isEqualTo("right");
    }

    @Test
    void keepsTheCaseOfArgumentsAndMetadata() {
        FunctionCall call =
                read("{\"Name\":\"f\",\"Arguments\":{\"a\":\"1\",\"A\":\"2\",\"n\":null}}");

        assertThat(call.arguments())
                .containsExactly(entry("a", "1"), entry("A", "2"), entry("n", ""));
    }

    @Test
    void readsContentInBase64() {
        assertThat(read("{\"Name\":\"f\",\"Content\":\"4oKs\"}").content())
                .isEqualTo(Payload.utf8("€"));
        assertThat(read("{\"Name\":\"f\",\"Content\":\"\"}").content()).isEqualTo(Payload.EMPTY);
    }

    @Test
    void readsEveryByteOfAnArray() {
        String all =
                IntStream.range(0, 256).mapToObj(String::valueOf).collect(Collectors.joining(","));
        Payload content = read("{\"Name\":\"f\",\"Content\":[" + all + "]}").content();

        assertThat(content.bytes()).hasSize(256).startsWith(0, 1).endsWith(254, 255);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x | '' | is not JSON",
                "'' | '' | is empty",
                "[] | '' | is not a JSON object",
                "null | '' | is not a JSON object",
                "{} | /Name | is missing; it names the function to call",
                "{\"Name\":null} | /Name | is missing",
                "{\"Name\":\" \"} | /Name | is missing",
                "{\"name\":5} | /Name | is not a string",
                "{\"Name\":\"f\",\"Namespace\":{}} | /Namespace | is not a string",
                "{\"Name\":\"f\",\"Arguments\":[]} | /Arguments | is not an object of strings",
                "{\"Name\":\"f\",\"Arguments\":{\"a\":1}} | /Arguments/a | is not a string",
                "{\"Name\":\"f\",\"Metadata\":\"x\"} | /Metadata | is not an object of strings",
                "{\"Name\":\"f\",\"Metadata\":{\"a/b~c\":[]}} | /Metadata/a~1b~0c | is not a string",
                "{\"Name\":\"f\",\"ContentType\":5} | /ContentType | is not a string",
                "{\"Name\":\"f\",\"Content\":5} | /Content | is neither an array of byte values nor",
                "{\"Name\":\"f\",\"Content\":{}} | /Content | is neither an array of byte values nor",
                "{\"Name\":\"f\",\"Content\":\"#\"} | /Content | is a string that is not base64",
                "{\"Name\":\"f\",\"Content\":[256]} | /Content/0 | is not a byte value from 0 to 255",
                "{\"Name\":\"f\",\"Content\":[0,-1]} | /Content/1 | is not a byte value",
                "{\"Name\":\"f\",\"Content\":[1.5]} | /Content/0 | is not a byte value",
                "{\"Name\":\"f\",\"Content\":[\"1\"]} | /Content/0 | is not a byte value",
                "{\"Name\":\"f\",\"Content\":[9999999999]} | /Content/0 | is not a byte value"
            })
    void saysWhichMemberIsWrong(String body, String where, String mistake) {
        assertThatThrownBy(() -> read(body))
                .isInstanceOfSatisfying(
                        MalformedEventException.class, e -> assertThat(e.where()).isEqualTo(where))
                .hasMessageContaining(mistake);
    }

    private static FunctionCall read(String body) {
        return FunctionCalls.read(Payload.utf8(body));
    }

    @Test
    void refusesAMethodThatNoFunctionCanBeCalledWith() {
        for (String method : java.util.List.of("G ET", "CONNECT", "PO\\nST")) {
            org.assertj.core.api.Assertions.assertThatThrownBy(
                            () ->
                                    FunctionCalls.read(
                                            com.justfaas.events.Payload.utf8(
                                                    "{\"Name\":\"f\",\"Metadata\":{\"HTTP_METHOD\":\"%s\"}}"
                                                            .formatted(method))))
                    .isInstanceOf(MalformedEventException.class)
                    .hasMessageContaining("/Metadata/HTTP_METHOD");
        }
    }
}
