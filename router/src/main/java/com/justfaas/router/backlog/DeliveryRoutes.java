package com.justfaas.router.backlog;

import com.justfaas.router.delivery.DeliveryState.Ending;
import com.justfaas.router.engine.Conservation.Balance;
import com.justfaas.router.http.Answer;
import com.justfaas.router.http.ApiPart;
import com.justfaas.router.http.RouteModule;
import io.javalin.config.RoutesConfig;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/deliveries}: the count of this replica's deliveries since it started, with its drift,
 * and {@code /api/backlog}: what waits for whom.
 */
public final class DeliveryRoutes implements RouteModule {

    private final Supplier<Balance> balance;
    private final BacklogReaders readers;
    private final Clock clock;

    public DeliveryRoutes(Supplier<Balance> balance, BacklogReaders readers, Clock clock) {
        this.balance = balance;
        this.readers = readers;
        this.clock = clock;
    }

    @Override
    public List<ApiPart> api() {
        return List.of(new ApiPart(DeliveryRoutes.class, "deliveries.openapi.json"));
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get(
                "/api/deliveries",
                ctx -> Answer.json(200, count(balance.get())).writeTo(ctx.res()));
        routes.get(
                "/api/backlog",
                ctx -> Answer.json(200, Map.of("functions", waiting())).writeTo(ctx.res()));
    }

    private static Map<String, Object> count(Balance balance) {
        Map<String, Object> count = new LinkedHashMap<>();
        count.put("begunFromEvents", balance.fromEvents());
        count.put("begunFromBacklog", balance.fromCopies());
        for (Ending ending : Ending.values()) {
            count.put(
                    ending.name().toLowerCase(Locale.ROOT),
                    balance.ended().getOrDefault(ending, 0L));
        }
        count.put("running", balance.running());
        count.put("drift", balance.drift());
        return count;
    }

    /**
     * The backlog of a function, or of a webhook host; the age is in seconds, and known to the
     * replica that reads it.
     */
    private record Waiting(
            String namespace, String name, long waiting, @Nullable Long oldestSeconds) {}

    private List<Waiting> waiting() {
        Instant now = clock.instant();
        return BacklogList.of(readers.waiting()).entrySet().stream()
                .map(
                        entry ->
                                new Waiting(
                                        entry.getKey().namespace(),
                                        entry.getKey().name(),
                                        entry.getValue(),
                                        readers.oldest(entry.getKey())
                                                .map(at -> Duration.between(at, now).toSeconds())
                                                .orElse(null)))
                .toList();
    }
}
