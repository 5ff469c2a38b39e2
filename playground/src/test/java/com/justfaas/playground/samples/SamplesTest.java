package com.justfaas.playground.samples;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.events.Payload;
import com.justfaas.playground.call.CallOutcome;
import com.justfaas.playground.call.FunctionAnswer;
import com.justfaas.playground.call.FunctionRequest;
import com.justfaas.playground.call.Headers;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SamplesTest {

    private final Samples samples = new Samples();

    @Test
    void echoGivesBackBodyAndContentType() throws InterruptedException {
        Headers type = Headers.of("Content-Type", "image/png");
        Payload body = Payload.of(new byte[] {1, -1});

        assertThat(call("echo", new FunctionRequest("POST", "/", "", type, body), Map.of()))
                .isEqualTo(new CallOutcome.Answered(new FunctionAnswer(200, type, body)));
    }

    @Test
    void answeringAnswersWithAnEventOfTheTypeThatItIsTold() throws InterruptedException {
        assertThat(call("answering", post("x"), Map.of("TYPE", "order.packed")))
                .isInstanceOfSatisfying(
                        CallOutcome.Answered.class,
                        outcome -> {
                            Headers headers = outcome.answer().headers();
                            assertThat(headers.first("ce-specversion")).contains("1.0");
                            assertThat(headers.first("ce-type")).contains("order.packed");
                            assertThat(headers.first("ce-source")).isPresent();
                            assertThat(headers.first("ce-id")).isPresent();
                            assertThat(outcome.answer().body()).isEqualTo(Payload.utf8("x"));
                        });
    }

    @Test
    void flakyWorksAtEachThirdAttempt() throws InterruptedException {
        for (int attempt = 1; attempt <= 6; attempt++) {
            Headers headers = Headers.of("X-Event-Attempt", Integer.toString(attempt));
            FunctionRequest request = new FunctionRequest("POST", "/", "", headers, Payload.EMPTY);

            assertThat(status(call("flaky", request, Map.of())))
                    .isEqualTo(attempt % 3 == 0 ? 200 : 500);
        }
    }

    @Test
    void flakyCountsCallsThatNameNoAttempt() throws InterruptedException {
        assertThat(status(call("flaky", post(""), Map.of()))).isEqualTo(500);
        assertThat(status(call("flaky", post(""), Map.of()))).isEqualTo(500);
        assertThat(status(call("flaky", post(""), Map.of()))).isEqualTo(200);
    }

    @Test
    void helloGreetsAsTheFunctionIsSetUp() throws InterruptedException {
        FunctionRequest request =
                new FunctionRequest("GET", "/", "x=1&name=Ada%20L", Headers.NONE, Payload.EMPTY);

        assertThat(call("hello", request, Map.of("GREETING", "Moin")))
                .isEqualTo(CallOutcome.text(200, "Moin, Ada L"));
        assertThat(call("hello", post(""), Map.of()))
                .isEqualTo(CallOutcome.text(200, "Hello, world"));
    }

    @Test
    void mailerReadsTheOrder() throws InterruptedException {
        assertThat(call("mailer", post("{\"order\": 7, \"customer\": \"ada\"}"), Map.of()))
                .isEqualTo(CallOutcome.text(200, "mailed ada about order 7"));
    }

    @ParameterizedTest
    @CsvSource({"mailer, 400", "picky, 422"})
    void someRefuse(String sample, int status) throws InterruptedException {
        assertThat(status(call(sample, post("no json"), Map.of()))).isEqualTo(status);
    }

    @Test
    void slowTakesAsLongAsItIsTold() throws InterruptedException {
        assertThat(call("slow", post(""), Map.of("SECONDS", "0")))
                .isEqualTo(CallOutcome.text(200, "done after 0 s"));
    }

    @Test
    void downIsNotThere() throws InterruptedException {
        assertThat(call("down", post(""), Map.of())).isInstanceOf(CallOutcome.NotConnected.class);
    }

    private CallOutcome call(String sample, FunctionRequest request, Map<String, String> env)
            throws InterruptedException {
        return samples.find(sample).orElseThrow().call(request, env);
    }

    private static FunctionRequest post(String body) {
        return new FunctionRequest("POST", "/", "", Headers.NONE, Payload.utf8(body));
    }

    private static int status(CallOutcome outcome) {
        return switch (outcome) {
            case CallOutcome.Answered(var answer) -> answer.status();
            case CallOutcome.TimedOut _, CallOutcome.NotConnected _ -> 0;
        };
    }
}
