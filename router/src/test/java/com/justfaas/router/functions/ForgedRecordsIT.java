package com.justfaas.router.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.justfaas.events.FunctionName;
import com.justfaas.events.Names;
import com.justfaas.events.streams.FunctionFeed;
import com.justfaas.events.streams.NatsLink;
import com.justfaas.events.streams.NatsSettings;
import com.justfaas.events.streams.StreamLimits;
import com.justfaas.events.streams.StreamSetup;
import com.justfaas.testkit.Streams;
import com.justfaas.testkit.junit.NatsExtension;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nats.client.impl.Headers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records that others than the operator wrote, straight into NATS. */
class ForgedRecordsIT {

    private static final long MIB = 1 << 20;
    private static final String PREFIX = "com.justfaas.function.";
    private static final FunctionName CHECKOUT = new FunctionName("shop", "checkout");

    @RegisterExtension static final NatsExtension NATS = new NatsExtension();

    private final NatsLink link = new NatsLink("test", new NatsSettings(NATS.url(), null));
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final FunctionDirectory directory = new FunctionDirectory(registry);
    private FunctionFeed feed = new FunctionFeed(link, directory);

    @BeforeEach
    void start() {
        link.start();
        await().until(link::isConnected);
        new StreamSetup(new StreamLimits(4 * MIB, MIB, MIB, MIB)).ensure(link.connection());
    }

    @AfterEach
    void stop() {
        feed.close();
        Streams.deleteAll(link.connection());
        link.close();
    }

    /** Inserted into a URL, each of them would be another host, another path, or no URL at all. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example/x?",
                "a@b",
                "x y",
                "a.b",
                "UPPER",
                "-a",
                "a-",
                "a:80",
                "..",
                "größe",
                "a\r\nb",
                "{namespace}",
                "*"
            })
    void aNameThatIsNoDnsLabelIsNotKnown(String name) throws Exception {
        long byName = write("added", new FunctionName("shop", name), metadata("shop", name));
        long byNamespace = write("added", new FunctionName(name, "x"), metadata(name, "x"));
        feed.start();

        awaitKnown(Math.max(byName, byNamespace));
        assertThat(directory.get().functions()).isEmpty();
        assertThat(directory.get().match("t")).isEmpty();
        assertThat(skipped("invalid_name")).isEqualTo(2);
        assertThat(directory.isReady()).isTrue();
    }

    @Test
    void namesThatAreDnsLabelsAreKnown() throws Exception {
        List<String> good = List.of("a", "0", "send-mail", "1st", "a".repeat(63));
        long last = 0;
        for (String name : good) {
            last = write("added", new FunctionName("shop", name), metadata("shop", name));
        }
        last =
                Math.max(
                        last,
                        write("added", name("a".repeat(64)), metadata("shop", "a".repeat(64))));
        feed.start();

        awaitKnown(last);
        assertThat(directory.get().functions())
                .extracting(function -> function.name().name())
                .containsExactlyInAnyOrderElementsOf(good);
        assertThat(skipped("invalid_name")).isOne();
    }

    @Test
    void aRecordOnTheSubjectOfAnotherChangesNothing() throws Exception {
        write("added", CHECKOUT, metadata("shop", "checkout"));
        write("deleted", name("evil"), metadata("shop", "checkout"));
        write("added", name("evil"), metadata("other", "evil"));
        publish(PREFIX + "added.shop.twist", "deleted", metadata("shop", "checkout"));
        publish(PREFIX + "added.shop.kind", "modified", metadata("shop", "kind"));
        publish(PREFIX + "added.shop.check%6Fut", "added", metadata("shop", "checkout"));
        long last = publish(PREFIX + "added.shop", "added", metadata("shop", "short"));
        feed.start();

        awaitKnown(last);
        assertThat(directory.get().functions())
                .extracting(KnownFunction::name)
                .containsExactly(CHECKOUT);
        assertThat(skipped("wrong_subject")).isEqualTo(6);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not JSON",
                "{}",
                "[]",
                "null",
                "{\"metadata\":null}",
                "{\"metadata\":{\"namespace\":\"shop\",\"name\":\"checkout\"}}",
                "{\"metadata\":{\"namespace\":\"shop\",\"name\":\"checkout\",\"uid\":\"a b \"}}",
                "{\"metadata\":{\"namespace\":\"shop\",\"name\":\"checkout\",\"uid\":\"a\\nb\"}}",
                "{\"metadata\":{\"namespace\":[],\"name\":{},\"uid\":1}}",
                "<deep>",
                "<long uid>"
            })
    void whatCannotBeReadLeavesTheFunctionAsItWasAndALaterRecordCounts(String body)
            throws Exception {
        feed.start();
        awaitKnown(write("added", CHECKOUT, metadata("shop", "checkout")));

        // in the place of the good one: the stream keeps one message a subject
        awaitKnown(write("added", CHECKOUT, body(body)));
        assertThat(directory.get().match("t"))
                .extracting(KnownFunction::name)
                .containsExactly(CHECKOUT);
        assertThat(skipped("malformed")).isOne();
        assertThat(skipped("fault")).isZero();

        awaitKnown(
                write(
                        "modified",
                        CHECKOUT,
                        metadata("shop", "checkout").replace("\"t\"", "\"u\"")));
        assertThat(directory.get().match("t")).isEmpty();
        assertThat(directory.get().match("u")).hasSize(1);
    }

    private static String body(String body) {
        return switch (body) {
            case "<deep>" -> "[".repeat(100_000);
            case "<long uid>" -> metadata("shop", "checkout").replace("uid-1", "u".repeat(200_000));
            default -> body;
        };
    }

    /** A replica that starts sees only what the stream holds. */
    @Test
    void afterARestartAFunctionWhoseRecordWasReplacedIsNotKnownUntilAGoodOneComes()
            throws Exception {
        write("added", CHECKOUT, metadata("shop", "checkout"));
        long last = write("added", CHECKOUT, "not JSON");
        feed.start();

        awaitKnown(last);
        assertThat(directory.isReady()).isTrue();
        assertThat(directory.get().functions()).isEmpty();

        awaitKnown(write("added", CHECKOUT, metadata("shop", "checkout")));
        assertThat(directory.get().match("t")).hasSize(1);
    }

    @Test
    void aFloodOfThemDelaysNobody() throws Exception {
        for (int i = 0; i < 3000; i++) {
            link.connection()
                    .publish(
                            PREFIX + "added.shop.x%%20%d".formatted(i),
                            headers("added"),
                            metadata("shop", "x " + i).getBytes(StandardCharsets.UTF_8));
        }
        long last = write("added", CHECKOUT, metadata("shop", "checkout"));
        feed.start();

        awaitKnown(last);
        assertThat(directory.get().functions()).hasSize(1);
        assertThat(skipped("invalid_name")).isEqualTo(3000);
    }

    private void awaitKnown(long sequence) {
        await().atMost(Duration.ofSeconds(10)).until(() -> directory.knownUpTo() >= sequence);
    }

    private double skipped(String reason) {
        return registry
                .find("faas.management.messages.skipped")
                .tag("reason", reason)
                .counters()
                .stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private static FunctionName name(String name) {
        return new FunctionName("shop", name);
    }

    private static String metadata(String namespace, String name) {
        return """
               {"apiVersion":"justfaas.com/v1alpha1","kind":"Function","metadata":{"namespace":%s,\
               "name":%s,"uid":"uid-1","annotations":{"justfaas.com/event-type":"t"}}}"""
                .formatted(quoted(namespace), quoted(name));
    }

    private static String quoted(String text) {
        return '"' + text.replace("\r", "\\r").replace("\n", "\\n") + '"';
    }

    private long write(String kind, FunctionName function, String data) throws Exception {
        return publish(Names.Subjects.management(PREFIX + kind, function), kind, data);
    }

    private long publish(String subject, String kind, String data) throws Exception {
        return link.connection()
                .jetStream()
                .publish(subject, headers(kind), data.getBytes(StandardCharsets.UTF_8))
                .getSeqno();
    }

    private static Headers headers(String kind) {
        return new Headers()
                .put("ce-specversion", "1.0")
                .put("ce-id", "forged")
                .put("ce-source", "/forged")
                .put("ce-type", PREFIX + kind);
    }
}
