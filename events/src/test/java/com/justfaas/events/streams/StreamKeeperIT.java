package com.justfaas.events.streams;

import static com.justfaas.events.streams.FreshStreams.LIMITS;
import static com.justfaas.events.streams.FreshStreams.soon;
import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.events.Names;
import com.justfaas.testkit.NatsServer;
import io.nats.client.PurgeOptions;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.impl.Headers;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StreamKeeperIT {

    private final NatsServer server = NatsServer.create();
    private final NatsLink link = new NatsLink("test", new NatsSettings(server.url(), null));
    private final StreamKeeper keeper =
            new StreamKeeper(link, new StreamSetup(LIMITS), Duration.ofMillis(200));

    @AfterEach
    void close() {
        keeper.close();
        link.close();
        server.close();
    }

    @Test
    void makesTheStreamsOnceTheServerIsThere() throws Exception {
        assertThat(keeper.isReady()).isFalse();
        assertThat(keeper.status()).isEqualTo("the streams were not looked at yet");
        link.start();
        soon().until(() -> link.status().startsWith("cannot connect"));
        assertThat(keeper.isReady()).isFalse();

        server.start();
        soon().until(keeper::isReady);
        assertThat(keeper.status()).isEqualTo("the streams are in order");
        assertThat(link.connection().jetStreamManagement().getStreamNames()).hasSize(4);
    }

    @Test
    void makesThemAnewWhenTheServerWasWiped() throws Exception {
        server.start();
        link.start();
        soon().until(keeper::isReady);

        server.kill();
        server.wipe();
        server.start();
        soon().ignoreExceptions()
                .until(() -> link.connection().jetStreamManagement().getStreamNames().size() == 4);
        soon().until(keeper::isReady);
    }

    @Test
    void triesOnUntilSomebodyRemovesWhatStandsInTheWay() throws Exception {
        server.start();
        try (FreshStreams there = FreshStreams.none(server)) {
            there.management()
                    .addStream(
                            StreamConfiguration.builder()
                                    .name("audit")
                                    .subjects("com.justfaas.event.>")
                                    .build());
            link.start();
            soon().until(() -> keeper.status().startsWith("the stream audit already takes"));
            assertThat(keeper.isReady()).isFalse();

            there.management().deleteStream("audit");
            soon().until(keeper::isReady);
        }
    }

    @Test
    void makesAnewWhatSomebodyDeletesAndTellsOfIt() throws Exception {
        AtomicInteger told = new AtomicInteger();
        keeper.onMadeAnew(told::incrementAndGet);
        server.start();
        link.start();
        soon().until(keeper::isReady);
        var management = link.connection().jetStreamManagement();
        assertThat(told).hasValue(0);
        for (String stream : management.getStreamNames()) {
            management.deleteStream(stream);
        }
        soon().until(() -> management.getStreamNames().size() == 4);
        soon().until(() -> told.get() == 1);

        management.deleteConsumer(Names.Streams.EVENTS, Names.Consumers.ROUTER);
        soon().until(() -> told.get() == 2);
        assertThat(management.getConsumerNames(Names.Streams.EVENTS))
                .containsExactly(Names.Consumers.ROUTER);
        assertThat(keeper.isReady()).isTrue();
    }

    @Test
    void goesOnAfterAListenerThatFails() throws Exception {
        AtomicInteger told = new AtomicInteger();
        keeper.onMadeAnew(
                () -> {
                    told.incrementAndGet();
                    throw new UnsupportedOperationException("a defect put in on purpose");
                });
        server.start();
        link.start();
        soon().until(keeper::isReady);
        for (int times = 1; times <= 2; times++) {
            link.connection().jetStreamManagement().deleteStream(Names.Streams.BACKLOG);
            int expected = times;
            soon().until(() -> told.get() == expected);
        }
    }

    @Test
    void tellsWhenSomebodyElseMadeOneAnew() throws Exception {
        AtomicInteger told = new AtomicInteger();
        keeper.onMadeAnew(told::incrementAndGet);
        server.start();
        link.start();
        soon().until(keeper::isReady);

        link.connection().jetStreamManagement().deleteStream(Names.Streams.FUNCTIONS);
        new StreamSetup(LIMITS).ensure(link.connection());
        soon().until(() -> told.get() == 1);
    }

    @Test
    void saysWhatStandsInTheWayOfWhatSomebodyDeleted() throws Exception {
        server.start();
        link.start();
        soon().until(keeper::isReady);
        var management = link.connection().jetStreamManagement();
        var usual = management.getStreamInfo(Names.Streams.DEAD_LETTERS).getConfiguration();
        management.updateStream(StreamConfiguration.builder(usual).subjects("elsewhere").build());
        management.addStream(
                StreamConfiguration.builder()
                        .name("another")
                        .subjects(usual.getSubjects())
                        .build());
        management.deleteStream(Names.Streams.DEAD_LETTERS);

        soon().until(() -> keeper.status().startsWith("the stream another already takes"));
        management.deleteStream("another");
        soon().until(keeper::isReady);
    }

    /** FAAS_DEADLETTERS_MAX_BYTES was made smaller, and NATS has more than that. */
    @Test
    void saysWhichLimitIsNotInForceAndAppliesItOnceTheContentFits() throws Exception {
        server.start();
        try (FreshStreams there = FreshStreams.none(server)) {
            new StreamSetup(new StreamLimits(4 << 20, 64 << 20, 8 << 20, 64 << 20))
                    .ensure(there.link().connection());
            for (int i = 0; i < 20; i++) {
                there.publish("com.justfaas.deadletter.shop.f", new Headers(), "x".repeat(500_000));
            }
            link.start();
            soon().until(keeper::isReady);
            assertThat(keeper.status())
                    .startsWith("the streams are in order; faas-deadletters holds 9.5 MiB")
                    .contains("its limit of 8.0 MiB", "64.0 MiB stays in force");
            assertThat(there.state(Names.Streams.DEAD_LETTERS).getMsgCount()).isEqualTo(20);

            there.management()
                    .purgeStream(
                            Names.Streams.DEAD_LETTERS, PurgeOptions.builder().keep(15).build());
            soon().until(() -> keeper.status().equals("the streams are in order"));
            assertThat(
                            there.management()
                                    .getStreamInfo(Names.Streams.DEAD_LETTERS)
                                    .getConfiguration()
                                    .getMaxBytes())
                    .isEqualTo(8 << 20);
            assertThat(there.state(Names.Streams.DEAD_LETTERS).getMsgCount()).isEqualTo(15);
        }
    }

    /** The streams are there, and a server that is slow for seconds is none that has none. */
    @Test
    void staysReadyWhenALimitThatIsNotInForceCannotBeTriedAgain() throws Exception {
        server.start();
        try (FreshStreams there = FreshStreams.none(server)) {
            new StreamSetup(new StreamLimits(4 << 20, 64 << 20, 8 << 20, 64 << 20))
                    .ensure(there.link().connection());
            for (int i = 0; i < 20; i++) {
                there.publish("com.justfaas.deadletter.shop.f", new Headers(), "x".repeat(500_000));
            }
            link.start();
            soon().until(() -> keeper.status().contains("stays in force"));

            server.process().pause();
            try {
                long start = System.nanoTime();
                while (System.nanoTime() - start < Duration.ofSeconds(6).toNanos()) {
                    assertThat(keeper.isReady()).isTrue();
                    Thread.sleep(100);
                }
            } finally {
                server.process().resume();
            }
            soon().until(() -> keeper.status().contains("stays in force"));
        }
    }
}
