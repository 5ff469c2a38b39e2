package com.justfaas.router.ingress;

import com.justfaas.events.streams.EventPublisher;
import com.justfaas.router.callback.WebhookUrls;
import com.justfaas.router.functions.KnownFunctions;
import com.justfaas.router.http.ByteBudget;
import com.justfaas.router.http.HttpDoor;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/** The door for events, on a port of its own. */
public final class IngressServer implements AutoCloseable {

    private final EventRoute route;
    private final HttpDoor door;

    /**
     * @param webhookUrls checks where responses are to go
     * @param functions who is known; while they are not current, a call of a function that is not
     *     among them gets 503 and not 404
     */
    public IngressServer(
            IngressSettings settings,
            WebhookUrls webhookUrls,
            EventPublisher publisher,
            KnownFunctions functions,
            MeterRegistry registry) {
        ByteBudget budget = new ByteBudget(settings.limits().memory());
        Gauge.builder("faas.ingress.memory.bytes", budget, ByteBudget::used)
                .description("Memory set aside for request bodies and what is made of them")
                .register(registry);
        IngressMetrics metrics = new IngressMetrics(registry);
        EventMapper mapper =
                new EventMapper(
                        webhookUrls,
                        new DirectoryLookup(functions),
                        () -> UUID.randomUUID().toString(),
                        Clock.systemUTC());
        Intake intake = new Intake(publisher::publish, metrics);
        DryRun dryRun = new DryRun(mapper::map, functions, publisher::tooLarge);
        this.route =
                new EventRoute(
                        request -> intake.take(mapper.map(request)),
                        dryRun::answer,
                        metrics,
                        settings.limits(),
                        budget,
                        publisher::maxEventSize);
        this.door = new HttpDoor(settings.door(), List.of(route), metrics::refused);
    }

    /**
     * Listens when it returns.
     *
     * @throws com.justfaas.router.http.CannotListenException when the port is taken
     */
    public void start() {
        door.start();
    }

    public int port() {
        return door.port();
    }

    /** From now on each response closes its connection; see {@link EventRoute#leave}. */
    public void leave() {
        route.leave();
    }

    /**
     * From now on every request gets 503 and its connection is closed, so that clients go to
     * another replica. Requests in flight go on.
     */
    public void stopAccepting() {
        route.stopAccepting();
    }

    /** Stops listening, and returns when the requests in flight are answered. */
    @Override
    public void close() {
        stopAccepting();
        door.close();
    }
}
