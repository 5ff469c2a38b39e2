package com.justfaas.router.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.events.FunctionName;
import com.justfaas.events.codec.StoredEvent;
import com.justfaas.router.callback.EgressRules;
import com.justfaas.router.callback.PlatformAddresses;
import com.justfaas.router.callback.WebhookUrls;
import com.justfaas.router.http.Problem;
import com.justfaas.router.ingress.FunctionLookup.Presence;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;

/** A mapper that knows the function shop/checkout, whose clock stands still. */
final class MapperFixture {

    static final Instant NOW = Instant.parse("2026-11-24T08:15:30.123Z");

    private Presence others = Presence.UNKNOWN;

    private final EventMapper mapper =
            new EventMapper(
                    new WebhookUrls(new EgressRules(List.of("127.0.0.1"), new PlatformAddresses())),
                    name ->
                            name.equals(new FunctionName("shop", "checkout"))
                                    ? Presence.KNOWN
                                    : others,
                    () -> "made-up",
                    Clock.fixed(NOW, ZoneOffset.UTC));

    void knowsNotAllFunctionsYet() {
        others = Presence.CANNOT_SAY;
    }

    Arrival single(String body, String... headers) {
        Mapping mapping = mapper.map(Requests.of(body, headers));
        assertThat(mapping).isInstanceOf(Mapping.Single.class);
        return ((Mapping.Single) mapping).arrival();
    }

    StoredEvent event(String body, String... headers) {
        return single(body, headers).event();
    }

    List<Arrival> batch(String body) {
        Mapping mapping =
                mapper.map(Requests.of(body, "Content-Type", "application/cloudevents-batch+json"));
        assertThat(mapping).isInstanceOf(Mapping.Batch.class);
        return ((Mapping.Batch) mapping).arrivals();
    }

    Problem refused(String body, String... headers) {
        return assertThat(mapper.map(Requests.of(body, headers)))
                .asInstanceOf(InstanceOfAssertFactories.type(Mapping.Refused.class))
                .actual()
                .problem();
    }
}
