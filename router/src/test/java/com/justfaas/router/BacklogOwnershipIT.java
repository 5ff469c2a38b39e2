package com.justfaas.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.justfaas.events.Names;
import com.justfaas.events.streams.NatsLink;
import com.justfaas.events.streams.NatsSettings;
import com.justfaas.events.streams.Replicas;
import com.justfaas.testkit.Answer;
import com.justfaas.testkit.junit.NatsExtension;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Another replica comes and goes while deliveries of the backlog are in flight. */
class BacklogOwnershipIT {

    private static final int FUNCTIONS = 16;
    private static final int EVENTS = 15;

    @RegisterExtension static final NatsExtension NATS = new NatsExtension();

    @AutoClose private final RouterFixture box = new RouterFixture(NATS.url());

    private void functions(boolean paused) {
        for (int i = 0; i < FUNCTIONS; i++) {
            box.function(
                    "f" + i,
                    Map.of(
                            "event-type",
                            "t",
                            "event-concurrency",
                            "1",
                            "event-paused",
                            "" + paused));
        }
    }

    @Test
    void everythingIsDeliveredOnce() throws Exception {
        functions(true);
        for (int i = 0; i < EVENTS; i++) {
            box.post("t", "e" + i, "x");
        }
        await().until(() -> box.stored(Names.Streams.BACKLOG) == FUNCTIONS * EVENTS);
        box.functions.answerBy(_ -> Answer.after(Duration.ofMillis(500), Answer.status(200)));

        functions(false);
        for (int i = 0; i < 3; i++) {
            anotherLivesFor(Duration.ofMillis(1200));
            Thread.sleep(Duration.ofMillis(700)); // back before all has settled, and after
        }
        assertThat(box.stored(Names.Streams.BACKLOG)).as("all of this in the midst").isPositive();

        await().atMost(Duration.ofSeconds(60)).until(() -> box.stored(Names.Streams.BACKLOG) == 0);
        assertThat(box.functions.requestCount()).isEqualTo(FUNCTIONS * EVENTS);
    }

    /** It takes its share of the backlogs, and does nothing with them. */
    private static void anotherLivesFor(Duration length) throws InterruptedException {
        NatsLink link = new NatsLink("another", new NatsSettings(NATS.url(), null));
        try (link;
                Replicas another = new Replicas(link)) {
            link.start();
            another.start();
            Thread.sleep(length);
        }
    }
}
