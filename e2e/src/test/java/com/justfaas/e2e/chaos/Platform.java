package com.justfaas.e2e.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.justfaas.events.FunctionName;
import com.justfaas.events.Names;
import com.justfaas.testkit.NatsCluster;
import com.justfaas.testkit.NatsServer;
import io.nats.client.api.ConsumerInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A nats-server, routers as processes, a sink in the place of all functions, and the load. */
final class Platform implements AutoCloseable {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    /** The only server, or the first of a cluster. */
    final NatsServer nats;

    final Journal journal;
    final Sink sink;
    final Publisher publisher;
    final Streams streams;
    private final List<RouterReplica> replicas = new ArrayList<>();
    private final Map<FunctionName, String> uids = new HashMap<>();

    private final String natsUrl;
    private final Runnable closeNats;
    private final Map<String, String> settings;

    private Platform(NatsServer nats, int events) {
        this(nats, nats.url(), nats::close, Map.of(), events);
    }

    private Platform(
            NatsServer nats,
            String natsUrl,
            Runnable closeNats,
            Map<String, String> settings,
            int events) {
        this.nats = nats;
        this.natsUrl = natsUrl;
        this.closeNats = closeNats;
        this.settings = settings;
        this.journal = new Journal(events);
        this.sink = new Sink(journal);
        this.streams = new Streams(natsUrl);
        this.publisher = new Publisher(streams.connection(), journal);
    }

    /**
     * Starts everything, and waits until it is ready.
     *
     * @param events most that the journal has room for
     */
    static Platform started(int routers, int events) {
        NatsServer nats = NatsServer.create();
        nats.start();
        return started(new Platform(nats, events), routers);
    }

    /** The same on a cluster that was started, with three replicas of each stream. */
    static Platform started(NatsCluster cluster, int routers, int events) {
        return started(
                new Platform(
                        cluster.servers().getFirst(),
                        cluster.url(),
                        cluster::close,
                        Map.of("FAAS_STREAM_REPLICAS", "3"),
                        events),
                routers);
    }

    private static Platform started(Platform platform, int routers) {
        try {
            for (int i = 0; i < routers; i++) {
                platform.replicas.add(platform.newRouter());
            }
            platform.replicas.forEach(RouterReplica::awaitReady);
            return platform;
        } catch (RuntimeException | AssertionError e) {
            platform.close();
            throw e;
        }
    }

    private RouterReplica newRouter() {
        return RouterReplica.start(natsUrl, sink.invokeUrl(), settings);
    }

    RouterReplica router() {
        return replicas.getFirst();
    }

    List<RouterReplica> routers() {
        return List.copyOf(replicas);
    }

    /** {@code kill -9}. */
    void kill(int router) {
        replicas.get(router).process().kill();
    }

    /** Another process in its place; waits for nothing. */
    void startAgain(int router) {
        replicas.get(router).close();
        replicas.set(router, newRouter());
    }

    /** Announces functions, new or changed, and waits until every router knows. */
    void announce(Collection<SinkFunction> functions, Map<String, String> annotations) {
        try (OperatorPen operator = OperatorPen.connected(natsUrl)) {
            for (SinkFunction function : functions) {
                String uid = uids.computeIfAbsent(function.name(), name -> "uid of " + name);
                operator.announce(function, uid, annotations);
            }
        }
        boolean paused = Boolean.parseBoolean(annotations.getOrDefault("event-paused", "false"));
        await().atMost(SOON)
                .pollInterval(LOOK_EVERY)
                .until(
                        () ->
                                replicas.stream()
                                        .filter(router -> router.process().isAlive())
                                        .allMatch(router -> knows(router, functions, paused)));
    }

    private boolean knows(
            RouterReplica router, Collection<SinkFunction> functions, boolean paused) {
        Map<FunctionName, JsonNode> known = new HashMap<>();
        router.functions()
                .forEach(
                        one ->
                                known.put(
                                        new FunctionName(
                                                one.path("namespace").asText(),
                                                one.path("name").asText()),
                                        one));
        return functions.stream()
                .allMatch(
                        function -> {
                            JsonNode one = known.get(function.name());
                            return one != null
                                    && one.path("uid").asText().equals(uids.get(function.name()))
                                    && one.path("policy").path("paused").asBoolean() == paused;
                        });
    }

    /** The function of that name is deleted; what is announced under it next is a new one. */
    void delete(SinkFunction function) {
        try (OperatorPen operator = OperatorPen.connected(natsUrl)) {
            operator.delete(function, uids.getOrDefault(function.name(), ""));
        }
        uids.put(function.name(), "another uid of " + function.name());
    }

    /** Events for each, until code and lanes are warm. */
    void warmUp(List<SinkFunction> functions, int events) {
        int from = journal.next();
        publisher.flood(functions, events);
        awaitDelivered(from, Duration.ofSeconds(60));
    }

    /** Waits until every accepted event from that number on has arrived. */
    void awaitDelivered(int from, Duration most) {
        await("all is delivered")
                .atMost(most)
                .pollInterval(LOOK_EVERY)
                .until(() -> journal.missing(from, journal.next(), function -> true) == 0);
    }

    /** Waits until no event is held or waits, in the stream or in the backlog. */
    void awaitSettled(Duration most) {
        await("nothing is held, nothing waits")
                .atMost(most)
                .pollInterval(LOOK_EVERY)
                .until(
                        () -> {
                            ConsumerInfo router = streams.router();
                            return router.getNumAckPending() + router.getNumPending() == 0
                                    && waiting() == 0;
                        });
    }

    /** How many copies are in the backlog. */
    long waiting() {
        return streams.messages(Names.Streams.BACKLOG);
    }

    /** No delivery went astray on any router that lives. */
    void assertConserved() {
        for (RouterReplica router : replicas) {
            if (router.process().isAlive()) {
                assertThat(router.drift()).as("%s", router.deliveries()).isZero();
            }
        }
        assertThat(journal.strays()).as("arrived without having been sent").isZero();
    }

    @Override
    public void close() {
        replicas.forEach(RouterReplica::close);
        streams.close();
        closeNats.run();
        sink.close();
    }
}
