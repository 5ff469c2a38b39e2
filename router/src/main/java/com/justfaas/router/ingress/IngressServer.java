package com.justfaas.router.ingress;

import com.justfaas.events.FunctionName;
import com.justfaas.events.streams.EventPublisher;
import com.justfaas.router.callback.WebhookUrls;
import com.justfaas.router.functions.FunctionSnapshot;
import com.justfaas.router.http.ByteBudget;
import com.justfaas.router.http.HttpDoor;
import com.justfaas.router.ingress.FunctionLookup.Presence;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The door for events, on a port of its own. */
public final class IngressServer implements AutoCloseable {

    private final EventRoute route;
    private final HttpDoor door;

    /**
     * @param webhookUrls checks where responses are to go
     * @param functions who is known now
     * @param functionsComplete whether that list is all there is; while it is not, a call of a
     *     function that is not on it gets 503 and not 404
     */
    public IngressServer(
            IngressSettings settings,
            WebhookUrls webhookUrls,
            EventPublisher publisher,
            Supplier<FunctionSnapshot> functions,
            BooleanSupplier functionsComplete,
            MeterRegistry registry) {
        ByteBudget budget = new ByteBudget(settings.limits().memory());
        Gauge.builder("faas.ingress.memory.bytes", budget, ByteBudget::used)
                .description("Memory set aside for request bodies and what is made of them")
                .register(registry);
        IngressMetrics metrics = new IngressMetrics(registry);
        EventMapper mapper =
                new EventMapper(
                        webhookUrls,
                        name -> presence(functions, functionsComplete, name),
                        () -> UUID.randomUUID().toString(),
                        Clock.systemUTC());
        this.route =
                new EventRoute(
                        mapper,
                        new Intake(publisher::publish, metrics),
                        metrics,
                        settings.limits(),
                        budget,
                        publisher::maxEventSize);
        this.door = new HttpDoor(settings.door(), List.of(route), metrics::refused);
    }

    private static Presence presence(
            Supplier<FunctionSnapshot> functions,
            BooleanSupplier functionsComplete,
            FunctionName name) {
        boolean complete = functionsComplete.getAsBoolean();
        if (functions.get().find(name).isPresent()) {
            return Presence.KNOWN;
        }
        return complete ? Presence.UNKNOWN : Presence.CANNOT_SAY;
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
