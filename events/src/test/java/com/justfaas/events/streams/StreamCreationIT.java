package com.justfaas.events.streams;

import static com.justfaas.events.streams.FreshStreams.LIMITS;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.justfaas.testkit.Streams;
import com.justfaas.testkit.junit.NatsExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

/** Operator and router of one process, or some replicas, that find no streams at the same time. */
class StreamCreationIT {

    @RegisterExtension static final NatsExtension NATS = new NatsExtension();

    private static final int SETUPS = 4;
    private static final int ROUNDS = 5;

    @Test
    void isReportedByTheOneThatCreatedTheStream() throws Exception {
        Logger logger = (Logger) LoggerFactory.getLogger(StreamSetup.class);
        Level usual = logger.getLevel();
        logger.setLevel(Level.INFO);
        try (FreshStreams streams = FreshStreams.none(NATS.server());
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 0; round < ROUNDS; round++) {
                ListAppender<ILoggingEvent> lines = new ListAppender<>();
                lines.start();
                logger.addAppender(lines);
                createAtOnce(streams, threads);
                logger.detachAppender(lines);

                assertThat(lines.list)
                        .extracting(ILoggingEvent::getFormattedMessage)
                        .containsExactlyInAnyOrder(
                                "created the stream faas-functions",
                                "created the stream faas-events",
                                "created the stream faas-backlog",
                                "created the stream faas-deadletters");
                Streams.deleteAll(streams.link().connection());
            }
        } finally {
            logger.setLevel(usual);
        }
    }

    private static void createAtOnce(FreshStreams streams, ExecutorService threads)
            throws Exception {
        CyclicBarrier start = new CyclicBarrier(SETUPS);
        List<Future<List<String>>> results = new ArrayList<>();
        for (int i = 0; i < SETUPS; i++) {
            results.add(
                    threads.submit(
                            () -> {
                                start.await(10, TimeUnit.SECONDS);
                                return new StreamSetup(LIMITS).ensure(streams.link().connection());
                            }));
        }
        for (Future<List<String>> result : results) {
            assertThat(result.get(60, TimeUnit.SECONDS)).isEmpty();
        }
    }
}
