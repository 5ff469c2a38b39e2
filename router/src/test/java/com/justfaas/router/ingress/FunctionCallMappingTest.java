package com.justfaas.router.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.router.http.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FunctionCallMappingTest {

    private static final String[] INVOKED = {
        "X-Event-Type",
        "com.justfaas.function.invoked",
        "Content-Type",
        "application/json; charset=utf-8"
    };
    private static final String CALL =
            "{\"Name\":\"checkout\",\"Namespace\":\"shop\",\"Content\":[1,2,255],\"ContentType\":null}";

    private final MapperFixture mapper = new MapperFixture();

    @Test
    void goesOnTheSubjectOfTheFunction() {
        Arrival arrival = mapper.single(CALL, INVOKED);

        assertThat(arrival.subject()).isEqualTo("com.justfaas.function.invoked.shop.checkout");
        assertThat(arrival.event().data().utf8()).isEqualTo(CALL);
    }

    @Test
    void mayTravelAsTheDataOfACloudEvent() {
        assertThat(
                        mapper.single(
                                        "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/\",\"type\":\"com.justfaas.function.invoked\",\"data\":%s}"
                                                .formatted(CALL),
                                        "Content-Type",
                                        "application/cloudevents+json")
                                .subject())
                .isEqualTo("com.justfaas.function.invoked.shop.checkout");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                    | ''",
                "[]                                    | ''",
                "{}                                    | /Name",
                "{\"Name\":1}                          | /Name",
                "{\"Name\":\"a\",\"Metadata\":[]}      | /Metadata",
                "{\"Name\":\"a\",\"Arguments\":{\"a/b\":1}} | /Arguments/a~1b",
                "{\"Name\":\"a\",\"Content\":[1,256]}  | /Content/1",
                "{\"Name\":\"a\",\"Content\":\"%\"}    | /Content",
            })
    void pointsAtWhatIsWrongWithACall(String body, String pointer) {
        Problem problem = mapper.refused(body, INVOKED);

        assertThat(problem.status()).isEqualTo(400);
        assertThat(problem.members()).containsEntry("pointer", pointer);
        assertThat(problem.type()).isEqualTo("urn:justfaas:problem:malformed-call");
    }

    @Test
    void pointsIntoTheDataOfACloudEvent() {
        Problem problem =
                mapper.refused(
                        "[{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/\",\"type\":\"com.justfaas.function.invoked\",\"data\":{\"Name\":1}}]",
                        "Content-Type",
                        "application/cloudevents-batch+json");

        assertThat(problem.members()).containsEntry("pointer", "/0/data/Name");
        assertThat(problem.detail()).isEqualTo("/0/data/Name is not a string");
    }

    @Test
    void answers404ForAFunctionThatIsNotThere() {
        Problem problem = mapper.refused("{\"Name\":\"nobody\"}", INVOKED);

        assertThat(problem.status()).isEqualTo(404);
        assertThat(problem.detail()).contains("default/nobody");
        assertThat(problem.members()).containsEntry("pointer", "/Name");
    }

    @Test
    void doesNotEchoANameOfAnyLength() {
        Problem problem = mapper.refused("{\"Name\":\"%s\"}".formatted("n".repeat(9000)), INVOKED);

        assertThat(problem.status()).isEqualTo(404);
        assertThat(problem.detail()).hasSizeLessThan(400);
    }

    @Test
    void answers503WhileTheListOfFunctionsIsIncomplete() {
        mapper.knowsNotAllFunctionsYet();

        Problem problem = mapper.refused("{\"Name\":\"nobody\"}", INVOKED);

        assertThat(problem.status()).isEqualTo(503);
        assertThat(problem.headers()).containsKey("Retry-After");
        assertThat(mapper.single(CALL, INVOKED).subject()).endsWith("shop.checkout");
    }
}
