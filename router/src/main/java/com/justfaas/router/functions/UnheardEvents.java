package com.justfaas.router.functions;

import com.justfaas.events.codec.StoredEvent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Events that no function wanted when they came, by type: counted, told of once, and remembered for
 * whoever looks for them. Senders choose the types, so that each of the three has its limit.
 */
public final class UnheardEvents {

    private static final Logger LOG = LoggerFactory.getLogger(UnheardEvents.class);

    /** Most types that are counted and logged each by itself, and most that are remembered. */
    static final int MOST_TYPES = 100;

    private static final String OTHER = "other";

    private final MeterRegistry registry;
    private final Clock clock;
    private final Instant since;
    private final Set<String> named = new HashSet<>();
    private final LinkedHashMap<String, Unheard> latest = new LinkedHashMap<>();
    private long forgotten;

    public UnheardEvents(MeterRegistry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
        this.since = clock.instant();
    }

    /** Events of one type that nobody wanted. */
    public record Unheard(
            String type,
            long count,
            Instant firstAt,
            Instant lastAt,
            String lastSource,
            String lastId) {}

    /**
     * What nobody wanted.
     *
     * @param since when counting began
     * @param types the latest first
     * @param forgotten how many more events there were, of types that had to make room
     */
    public record Listing(Instant since, List<Unheard> types, long forgotten) {
        public Listing {
            types = List.copyOf(types);
        }
    }

    /** An event came that nobody wants. */
    public void add(StoredEvent event) {
        String type = event.event().getType();
        Counter.builder("faas.events.unmatched")
                .description("Events that no function wanted")
                .tag("type", label(type))
                .register(registry)
                .increment();
        remember(type, event);
    }

    private synchronized String label(String type) {
        if (named.contains(type)) {
            return type;
        }
        if (named.size() == MOST_TYPES) {
            return OTHER;
        }
        named.add(type);
        LOG.atInfo()
                .addKeyValue("type", type)
                .log("no function wants events of this type; /api/match says who nearly does");
        return type;
    }

    private synchronized void remember(String type, StoredEvent event) {
        Instant now = clock.instant();
        Unheard before = latest.remove(type);
        latest.put(
                type,
                new Unheard(
                        type,
                        before == null ? 1 : before.count() + 1,
                        before == null ? now : before.firstAt(),
                        now,
                        event.event().getSource().toString(),
                        event.event().getId()));
        if (latest.size() > MOST_TYPES) {
            forgotten += latest.pollFirstEntry().getValue().count();
        }
    }

    public synchronized Listing list() {
        return new Listing(since, new ArrayList<>(latest.values()).reversed(), forgotten);
    }
}
