package com.justfaas.events.streams;

import com.justfaas.events.LogPace;
import com.justfaas.events.Names;
import io.nats.client.Message;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which replicas live: each gives a sign of life twice a second, and one that was silent for two
 * seconds counts as dead. May be wrong for a moment, on either side: what builds on it must bear
 * that.
 *
 * <p>Anything that can publish to NATS can claim to be a replica. So at most {@value #MOST} are
 * known at a time, and one that is known stays known for as long as it gives signs of life: others
 * can neither crowd it out nor say goodbye for it for longer than until its next sign.
 */
public final class Replicas implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Replicas.class);
    private static final Duration SIGN_EVERY = Duration.ofMillis(500);
    private static final Duration SILENT_TOO_LONG = Duration.ofSeconds(2);
    private static final String GOODBYE = "bye";

    /** Most replicas that are known, this one included. */
    static final int MOST = 64;

    /** {@code 36b8f84d-df4e-4d49-b662-bcde71a8764f}, and what follows when it leaves. */
    private static final Pattern SIGN =
            Pattern.compile("([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(bye)?");

    private static final int LONGEST_SIGN = 36 + GOODBYE.length();

    /** When a replica gave its last sign, and whether that was a goodbye. */
    private record Sign(long at, boolean leaves) {

        boolean isOlderThan(long time) {
            return at - time < 0;
        }
    }

    private final NatsLink link;
    private final String id = UUID.randomUUID().toString();
    private final Map<String, Sign> lastSign = new ConcurrentHashMap<>();
    private final AtomicLong ignored = new AtomicLong();
    private final LogPace pace = new LogPace(Duration.ofSeconds(10));
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
        forgetSilent();
        Set<String> live = new TreeSet<>();
        lastSign.forEach(
                (replica, sign) -> {
                    if (!sign.leaves()) {
                        live.add(replica);
                    }
                });
        live.add(id);
        return live;
    }

    /** How many signs of life were ignored: no replica gives such, or too many are known. */
    public long ignored() {
        return ignored.get();
    }

    private void forgetSilent() {
        long oldest = System.nanoTime() - SILENT_TOO_LONG.toNanos();
        lastSign.values().removeIf(sign -> sign.isOlderThan(oldest));
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

    /** On one thread. */
    private void heard(Message message) {
        byte[] data = message.getData();
        Matcher sign =
                SIGN.matcher(
                        data.length > LONGEST_SIGN
                                ? ""
                                : new String(data, StandardCharsets.US_ASCII));
        if (!sign.matches()
                || !message.getSubject().equals(Names.Subjects.replica(sign.group(1)))) {
            ignore("it is none that a replica gives");
        } else if (!sign.group(1).equals(id)) {
            heard(sign.group(1), sign.group(2) != null);
        }
    }

    private void heard(String replica, boolean leaves) {
        if (!lastSign.containsKey(replica)) {
            if (leaves) {
                return; // it was not known, and need not be
            }
            if (lastSign.size() >= MOST - 1) {
                forgetSilent();
            }
            if (lastSign.size() >= MOST - 1) {
                ignore("%d replicas are known, and that is the most".formatted(MOST));
                return;
            }
        }
        // one that leaves keeps its entry for a while: perhaps another said it in its name
        lastSign.put(replica, new Sign(System.nanoTime(), leaves));
    }

    private void ignore(String why) {
        ignored.incrementAndGet();
        pace.next()
                .ifPresent(
                        leftOut ->
                                LOG.atWarn()
                                        .log(
                                                "ignored a replica's sign of life: {}; {} more since the last line like this",
                                                why,
                                                leftOut));
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
