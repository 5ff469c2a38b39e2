package com.justfaas.events.streams;

import com.justfaas.events.Names;
import io.nats.client.Message;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which replicas live: each gives a sign of life twice a second, and one that was silent for two
 * seconds counts as dead. May be wrong for a moment, on either side: what builds on it must bear
 * that.
 */
public final class Replicas implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Replicas.class);
    private static final Duration SIGN_EVERY = Duration.ofMillis(500);
    private static final Duration SILENT_TOO_LONG = Duration.ofSeconds(2);
    private static final String GOODBYE = "bye";

    private final NatsLink link;
    private final String id = UUID.randomUUID().toString();
    private final Map<String, Long> lastSign = new ConcurrentHashMap<>();
    private @Nullable Thread thread;

    /** Listens from now on, whenever there is a connection. */
    public Replicas(NatsLink link) {
        this.link = link;
        link.listen(Names.Subjects.ALL_REPLICAS, this::heard);
    }

    /** Begins to give signs of life. */
    public void start() {
        thread = Thread.ofVirtual().name("replica-signs").start(this::run);
    }

    /** What names this replica among all. */
    public String self() {
        return id;
    }

    /** The replicas that live, this one among them, in order. */
    public Set<String> live() {
        long oldest = System.nanoTime() - SILENT_TOO_LONG.toNanos();
        lastSign.values().removeIf(sign -> sign - oldest < 0);
        Set<String> live = new TreeSet<>(lastSign.keySet());
        live.add(id);
        return live;
    }

    /** Whether this replica is the one that does what one of all is to do. */
    public boolean isFirst() {
        return live().iterator().next().equals(id);
    }

    private void run() {
        while (true) {
            try {
                sign("");
                Thread.sleep(SIGN_EVERY);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void sign(String text) {
        try {
            link.connection()
                    .publish(
                            Names.Subjects.replica(id),
                            (id + text).getBytes(StandardCharsets.UTF_8));
        } catch (StreamException | IllegalStateException e) {
            LOG.atDebug().setCause(e).log("no sign of life could be given");
        }
    }

    private void heard(Message message) {
        String said = new String(message.getData(), StandardCharsets.UTF_8);
        if (said.endsWith(GOODBYE)) {
            lastSign.remove(said.substring(0, said.length() - GOODBYE.length()));
        } else {
            lastSign.put(said, System.nanoTime());
        }
    }

    /** Says goodbye, so that others take over at once. */
    @Override
    public void close() {
        Thread running = thread;
        if (running != null) {
            running.interrupt();
            try {
                running.join(SIGN_EVERY);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        sign(GOODBYE);
    }
}
