package com.justfaas.router.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.justfaas.events.FunctionName;
import com.justfaas.events.Names;
import com.justfaas.events.codec.FunctionResource;
import com.justfaas.events.codec.ManagementEvent;
import com.justfaas.events.codec.ManagementEvent.Kind;
import com.justfaas.events.streams.FunctionFeed;
import com.justfaas.events.streams.FunctionRecords;
import com.justfaas.events.streams.NatsLink;
import com.justfaas.events.streams.NatsSettings;
import com.justfaas.events.streams.StreamLimits;
import com.justfaas.events.streams.StreamSetup;
import com.justfaas.events.topics.AnnotationMistake;
import com.justfaas.events.topics.EventAnnotations;
import com.justfaas.testkit.NatsServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The directory on a real stream. */
class FunctionDirectoryIT {

    private static final long MIB = 1024L * 1024;
    private static final StreamLimits SMALL = new StreamLimits(4 * MIB, MIB, MIB, MIB);

    private final NatsServer nats = NatsServer.create();
    private final NatsLink link = new NatsLink("test", new NatsSettings(nats.url(), null));
    private final FunctionRecords records = new FunctionRecords(link, Clock.systemUTC());
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final FunctionDirectory directory = new FunctionDirectory(registry);
    private final FunctionFeed feed = new FunctionFeed(link, directory);

    @BeforeEach
    void start() {
        nats.start();
        link.start();
        Awaitility.await().until(link::isConnected);
        new StreamSetup(SMALL).ensure(link.connection());
    }

    @AfterEach
    void stop() {
        feed.close();
        link.close();
        nats.close();
    }

    @Test
    void isReadyAtOnceWhenThereIsNothing() {
        assertThat(directory.isReady()).isFalse();
        feed.start();

        Awaitility.await().until(directory::isReady);
        assertThat(directory.get().functions()).isEmpty();
    }

    @Test
    void knowsWhatWasSaidBeforeOnceItIsReady() {
        for (int i = 0; i < 300; i++) {
            say(Kind.ADDED, "f" + i, "uid" + i, "order.created");
        }
        say(Kind.MODIFIED, "f1", "uid1", "order.paid");
        say(Kind.DELETED, "f2", "uid2", "order.created");
        List<FunctionSnapshot> told = new CopyOnWriteArrayList<>();
        directory.onChange(told::add);

        feed.start();
        Awaitility.await().until(directory::isReady);

        assertThat(directory.get().functions()).hasSize(299);
        assertThat(directory.get().match("order.created")).hasSize(298);
        assertThat(directory.get().match("order.paid"))
                .extracting(KnownFunction::uid)
                .containsExactly("uid1");
        assertThat(directory.get().find(name("f2"))).isEmpty();
        // one snapshot for the burst and not one for each of 302 messages
        assertThat(told).hasSizeLessThan(10);
        assertThat(told.getLast()).isSameAs(directory.get());
    }

    @Test
    void followsWhatIsSaid() {
        feed.start();
        Awaitility.await().until(directory::isReady);

        say(Kind.ADDED, "checkout", "uid1", "order.created");
        Awaitility.await().until(() -> directory.get().match("order.created").size() == 1);

        say(Kind.MODIFIED, "checkout", "uid1", "order.*, bad..*x");
        Awaitility.await().until(() -> directory.get().match("order.paid").size() == 1);
        KnownFunction known = directory.get().find(name("checkout")).orElseThrow();
        assertThat(known.subscription().mistakes())
                .extracting(mistake -> mistake.annotation())
                .containsExactly(EventAnnotations.EVENT_TYPE);
        assertThat(known.changedAt()).isBeforeOrEqualTo(java.time.Instant.now());

        say(Kind.DELETED, "checkout", "uid1", "");
        Awaitility.await().until(() -> directory.get().functions().isEmpty());

        say(Kind.ADDED, "checkout", "uid2", "order.created");
        Awaitility.await()
                .until(
                        () ->
                                directory.get().match("order.created").stream()
                                        .anyMatch(f -> f.uid().equals("uid2")));
    }

    /** Records may be written past the operator. */
    @Test
    void keepsAtMost100TopicsOfARecordOf200Kilobytes() {
        say(
                Kind.ADDED,
                "greedy",
                "uid1",
                IntStream.range(0, 8500)
                        .mapToObj(i -> "a" + i + ".*".repeat(9))
                        .collect(Collectors.joining(",")));
        say(Kind.ADDED, "checkout", "uid2", "order.created");
        feed.start();
        Awaitility.await().until(directory::isReady);

        KnownFunction greedy = directory.get().find(name("greedy")).orElseThrow();
        assertThat(greedy.subscription().topics()).hasSize(100);
        assertThat(greedy.subscription().mistakes())
                .singleElement()
                .extracting(AnnotationMistake::mistake)
                .asString()
                .contains("8400 in all", "at most 100 topics");
        assertThat(directory.get().match("order.created")).hasSize(1);
    }

    @Test
    void skipsAndCountsWhatIsNoManagementEvent() throws Exception {
        var jetStream = link.connection().jetStream();
        jetStream.publish(
                "com.justfaas.function.added.shop.broken",
                "not JSON".getBytes(StandardCharsets.UTF_8));
        jetStream.publish(
                "com.justfaas.function.added.shop.empty", "{}".getBytes(StandardCharsets.UTF_8));
        say(Kind.ADDED, "good", "uid1", "order.created");

        feed.start();
        Awaitility.await().until(directory::isReady);

        assertThat(directory.get().functions())
                .extracting(KnownFunction::name)
                .containsExactly(name("good"));
        assertThat(skipped("malformed")).isEqualTo(2);
    }

    @Test
    void keepsWhatItKnowsWhileNatsIsAwayAndCatchesUpAfterwards() {
        say(Kind.ADDED, "before", "uid1", "order.created");
        feed.start();
        Awaitility.await().until(() -> directory.get().functions().size() == 1);

        nats.kill();
        assertThat(directory.get().match("order.created")).hasSize(1);
        assertThat(directory.isReady()).isTrue();

        nats.start();
        Awaitility.await().until(link::isConnected);
        say(Kind.ADDED, "after", "uid2", "order.created");
        Awaitility.await().until(() -> directory.get().match("order.created").size() == 2);
    }

    @Test
    void forgetsWhatAStreamSaidThatIsNoMore() throws Exception {
        say(Kind.ADDED, "old", "uid1", "order.created");
        feed.start();
        Awaitility.await().until(() -> directory.get().functions().size() == 1);

        link.connection().jetStreamManagement().deleteStream(Names.Streams.FUNCTIONS);
        new StreamSetup(SMALL).ensure(link.connection());
        say(Kind.ADDED, "new", "uid2", "order.created");

        Awaitility.await()
                .atMost(java.time.Duration.ofSeconds(20))
                .until(() -> directory.get().find(name("new")).isPresent());
        assertThat(directory.get().find(name("old"))).isEmpty();
    }

    private void say(Kind kind, String function, String uid, String topics) {
        ObjectNode resource = new ObjectMapper().createObjectNode();
        resource.put("apiVersion", "justfaas.com/v1alpha1").put("kind", "Function");
        resource.putObject("metadata")
                .put("namespace", "shop")
                .put("name", function)
                .put("uid", uid)
                .put("resourceVersion", "1")
                .putObject("annotations")
                .put(EventAnnotations.EVENT_TYPE, topics);
        records.publish(
                new ManagementEvent(kind, FunctionResource.of(resource)),
                records.lastSequence(name(function)));
    }

    private double skipped(String reason) {
        return registry.get("faas.management.messages.skipped")
                .tag("reason", reason)
                .counter()
                .count();
    }

    private static FunctionName name(String function) {
        return new FunctionName("shop", function);
    }
}
