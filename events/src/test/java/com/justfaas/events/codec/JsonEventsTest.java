package com.justfaas.events.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.justfaas.events.Payload;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonEventsTest {

    private static final String ATTRIBUTES =
            "\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/shop\",\"type\":\"order.created\"";

    @Test
    void readsEveryAttribute() {
        CloudEvent event =
                JsonEvents.readOne(
                        Payload.utf8(
                                """
                                {"specversion": "1.0", "id": "ü 1", "source": "/shop",
                                 "type": "order.created", "subject": "100%", "time":
                                 "2026-11-24T08:00:00Z", "dataschema": "urn:x", "number": 5,
                                 "least": -2147483648, "flag": true, "nothing": null, "text": "",
                                 "datacontenttype": "application/json", "data": {"a": 1}}
                                """));

        assertThat(event.getId()).isEqualTo("ü 1");
        assertThat(event.getSubject()).isEqualTo("100%");
        assertThat(event.getTime()).isEqualTo("2026-11-24T08:00:00Z");
        assertThat(event.getDataSchema()).hasToString("urn:x");
        assertThat(event.getExtension("number")).isEqualTo("5");
        assertThat(event.getExtension("least")).isEqualTo("-2147483648");
        assertThat(event.getExtension("flag")).isEqualTo("true");
        assertThat(event.getExtension("text")).isEqualTo("");
        assertThat(event.getExtensionNames()).doesNotContain("nothing", "data");
        assertThat(text(event)).isEqualTo("{\"a\":1}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"data\":{\"a\":[1]} | {\"a\":[1]}",
                "\"data\":\"text\" | \"text\"",
                "\"data\":5 | 5",
                "\"data\":false | false",
                "\"data\":\"a,b\",\"datacontenttype\":\"text/csv\" | a,b",
                "\"data\":\"€\",\"datacontenttype\":\"text/plain\" | €",
                "\"data\":\"x\",\"datacontenttype\":\"application/JSON; charset=utf-8\" | \"x\"",
                "\"data\":\"x\",\"datacontenttype\":\"application/vnd.a+json\" | \"x\"",
                "\"data\":\"x\",\"datacontenttype\":\"application/vnd.a+JSON\" | \"x\"",
                "\"data\":\"x\",\"datacontenttype\":\"text/json\" | \"x\"",
                "\"data\":{\"a\":1},\"datacontenttype\":\"text/xml\" | {\"a\":1}",
                "\"data_base64\":\"4oKs\" | €",
                "\"data_base64\":\"4oKs\",\"datacontenttype\":\"text/plain\" | €",
                "\"data_base64\":null,\"data\":1 | 1"
            })
    void readsData(String members, String data) {
        assertThat(text(read(members))).isEqualTo(data);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"x\":1", "\"data\":null", "\"data_base64\":null", "\"data_base64\":\"\""})
    void readsNoData(String members) {
        CloudEvent event = read(members);

        assertThat(event.getData()).isNull();
        assertThat(event.getDataContentType()).isNull();
    }

    @Test
    void saysThatDataIsJsonWhereTheFormatImpliesIt() {
        assertThat(read("\"data\":\"text\"").getDataContentType()).isEqualTo("application/json");
        assertThat(read("\"data_base64\":\"4oKs\"").getDataContentType()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "12345678901234567890.123456789",
                "0.10",
                "100000000000000000000000000001",
                "1E+400"
            })
    void keepsNumbersAsTheyWereWritten(String number) {
        assertThat(text(read("\"data\":" + number))).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"größe\"",
                "{\"😀\":\"😀\"}",
                "\"\\uD83D\"",
                "\"\\uDE00\\uD83D\"",
                "\"a\\nb\""
            })
    void keepsCharactersAsTheyWereWritten(String data) {
        assertThat(text(read("\"data\":" + data))).isEqualTo(data);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nonsense | '' | the document is not JSON: it cannot be read at line 1, column",
                "'' | '' | the document is empty",
                "{} {} | '' | is not JSON: something follows its end at line 1, column",
                "{\"a\": | '' | is not JSON: it ends in the middle at line 1, column",
                "[] | '' | the document is not a JSON object",
                "\"x\" | '' | is not a JSON object",
                "{} | /specversion | is missing; it is 1.0",
                "{\"specversion\":\"0.3\"} | /specversion | is \"0.3\"",
                "{\"specversion\":\"1.0\"} | /id | is missing",
                "{\"specversion\":\"1.0\",\"id\":null} | /id | is missing"
            })
    void saysWhereABodyIsWrong(String body, String where, String mistake) {
        assertRefused(() -> JsonEvents.readOne(Payload.utf8(body)), where, mistake);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"data\":1,\"data_base64\":\"4oKs\" | /data_base64 | stands beside data",
                "\"data_base64\":\"#\" | /data_base64 | is not base64",
                "\"data_base64\":5 | /data_base64 | is not a string",
                "\"time\":\"noon\" | /time | is not what its name promises",
                "\"id\":5 | /id | is not a string",
                "\"source\":true | /source | is not a string",
                "\"type\":1.5 | /type | is not a string",
                "\"subject\":{} | /subject | is not a string",
                "\"time\":5 | /time | is not a string",
                "\"dataschema\":[] | /dataschema | is not a string",
                "\"datacontenttype\":0 | /datacontenttype | is not a string",
                "\"specversion\":1.0 | /specversion | is not a string",
                "\"subject\":\"\" | /subject | is empty",
                "\"ext\":{} | /ext | is not a string, a boolean or an integer of 32 bits",
                "\"ext\":[] | /ext | is not a string, a boolean or an integer of 32 bits",
                "\"ext\":1.0 | /ext | is not a string, a boolean or an integer of 32 bits",
                "\"ext\":1e2 | /ext | is not a string, a boolean or an integer of 32 bits",
                "\"ext\":2147483648 | /ext | is not a string, a boolean or an integer of 32 bits",
                "\"ext\":\"a\\u0000\" | /ext | unprintable character U+0000",
                "\"ext\":\"\\ud83d\" | /ext | unprintable character U+D83D",
                "\"Ext\":\"x\" | /Ext | is not an attribute's name",
                "\"a/b~\":\"x\" | /a~1b~0 | is not an attribute's name",
                "\"a/b\":{} | /a~1b | is not"
            })
    void saysWhichMemberIsWrong(String members, String where, String mistake) {
        assertRefused(() -> read(members), where, mistake);
    }

    @Test
    void readsBatches() {
        String one = "{" + ATTRIBUTES + "}";

        assertThat(JsonEvents.readBatch(Payload.utf8("[]"))).isEmpty();
        assertThat(JsonEvents.readBatch(Payload.utf8("[" + one + "," + one + "]"))).hasSize(2);
        assertRefused(
                () -> JsonEvents.readBatch(Payload.utf8("[" + one + ",{}]")),
                "/1/specversion",
                "is missing");
        assertRefused(
                () -> JsonEvents.readBatch(Payload.utf8("[" + one + ",5]")),
                "/1",
                "not a JSON object");
        assertRefused(() -> JsonEvents.readBatch(Payload.utf8(one)), "", "not a JSON array");
    }

    @Test
    void refusesWhatIsNestedWithoutEnd() {
        String deep = "[".repeat(100_000);

        assertRefused(() -> JsonEvents.readBatch(Payload.utf8(deep)), "", "is not JSON");
        assertRefused(() -> read("\"data\":" + deep), "", "is not JSON");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[1,",
                "{\"a\"",
                "{\"a\":\"\n\"}",
                "[1 2]",
                "1 2",
                "{a:1}",
                "[01]",
                "\"\\x\""
            })
    void saysNothingOfTheLibraryThatReadsIt(String body) {
        assertThatThrownBy(() -> JsonEvents.readOne(Payload.utf8(body)))
                .message()
                .doesNotContainIgnoringCase("source")
                .doesNotContain("`", "Feature", "(", "token", "Token");
    }

    @Test
    void refusesJsonThatIsNotUtf8() {
        byte[] latin1 =
                ("{" + ATTRIBUTES + ",\"subject\":\"ü\"}").getBytes(StandardCharsets.ISO_8859_1);

        assertRefused(() -> JsonEvents.readOne(Payload.of(latin1)), "", "is not JSON");
    }

    private static CloudEvent read(String members) {
        return JsonEvents.readOne(Payload.utf8("{" + ATTRIBUTES + "," + members + "}"));
    }

    private static @Nullable String text(CloudEvent event) {
        CloudEventData data = event.getData();
        return data == null ? null : new String(data.toBytes(), StandardCharsets.UTF_8);
    }

    private static void assertRefused(
            org.assertj.core.api.ThrowableAssert.ThrowingCallable reading,
            String where,
            String mistake) {
        assertThatThrownBy(reading)
                .isInstanceOfSatisfying(
                        MalformedEventException.class, e -> assertThat(e.where()).isEqualTo(where))
                .hasMessageContaining(mistake);
    }
}
