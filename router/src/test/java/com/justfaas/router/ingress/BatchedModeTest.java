package com.justfaas.router.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.router.callback.EgressRules;
import com.justfaas.router.callback.PlatformAddresses;
import com.justfaas.router.callback.WebhookUrls;
import com.justfaas.router.http.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rules of the CloudEvents HTTP binding 1.0.2, section 3.3. */
class BatchedModeTest {

    private static final String EVENT =
            "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/shop\",\"type\":\"order.created\"%s}";

    private final MapperFixture mapper = new MapperFixture();

    @Test
    void takesAnEmptyBatch() {
        assertThat(mapper.batch("[]")).isEmpty();
    }

    @Test
    void refusesABatchAsAWhole() {
        Problem problem =
                mapper.refused(
                        "[%s,%s]"
                                .formatted(EVENT.formatted(""), EVENT.formatted(",\"time\":\"x\"")),
                        "Content-Type",
                        "application/cloudevents-batch+json");

        assertThat(problem.status()).isEqualTo(400);
        assertThat(problem.members()).containsEntry("pointer", "/1/time");
    }

    @Test
    void pointsAtAReservedTypeInABatch() {
        Problem problem =
                mapper.refused(
                        "[{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/\",\"type\":\"com.justfaas.x\"}]",
                        "Content-Type",
                        "application/cloudevents-batch+json");

        assertThat(problem.status()).isEqualTo(403);
        assertThat(problem.members()).containsEntry("pointer", "/0/type");
    }

    @Test
    void givesEveryEventOfABatchTheWebhookUrl() {
        EventMapper plain =
                new EventMapper(
                        new WebhookUrls(new EgressRules(List.of(), new PlatformAddresses())),
                        name -> FunctionLookup.Presence.UNKNOWN,
                        () -> "id",
                        java.time.Clock.systemUTC());
        Mapping mapping =
                plain.map(
                        Requests.of(
                                "[%1$s,%1$s]".formatted(EVENT.formatted("")),
                                "Content-Type",
                                "application/cloudevents-batch+json",
                                "X-Event-Webhook-Url",
                                "https://shop.example/hook"));

        assertThat(mapping).isInstanceOf(Mapping.Batch.class);
        assertThat(((Mapping.Batch) mapping).arrivals())
                .extracting(arrival -> arrival.event().webhookUrl())
                .containsExactly("https://shop.example/hook", "https://shop.example/hook");
    }
}
