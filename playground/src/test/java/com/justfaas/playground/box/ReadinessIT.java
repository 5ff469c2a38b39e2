package com.justfaas.playground.box;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.testkit.Answer;
import com.justfaas.testkit.RecordingFunction;
import org.junit.jupiter.api.Test;

class ReadinessIT {

    @Test
    void saysWhatIsWrongAndNothingElse() {
        try (RecordingFunction management = RecordingFunction.started()) {
            management.answer(
                    Answer.status(503)
                            .body(
                                    "application/json",
                                    """
                                    {"ready": false, "checks": [
                                      {"name": "nats", "up": true, "detail": "connected"},
                                      {"name": "streams", "up": false, "detail": "too old"}]}
                                    """));

            assertThat(Readiness.problems(management.uri())).isEqualTo("too old");
            assertThat(management.requests().getFirst().path()).isEqualTo("/readyz");
        }
    }

    @Test
    void silenceIsAProblemToo() {
        RecordingFunction management = RecordingFunction.started();
        management.close();

        assertThat(Readiness.problems(management.uri())).isEqualTo("its probes do not answer");
    }
}
