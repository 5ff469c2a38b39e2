package com.justfaas.events.streams;

import static com.justfaas.events.streams.FreshStreams.soon;
import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.events.FunctionName;
import com.justfaas.events.Names.Subjects.BacklogSubject;
import com.justfaas.events.codec.DeliveryRecord;
import com.justfaas.events.codec.Examples;
import com.justfaas.testkit.NatsServer;
import io.nats.client.Connection;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every replica hears of what any of them puts into the backlog, after a restart of NATS too. */
class WakesIT {

    private static final FunctionName CHECKOUT = new FunctionName("shop", "checkout");

    private final NatsServer nats = NatsServer.create();
    private final List<CopyPlace> heard = new CopyOnWriteArrayList<>();
    private final List<CopyPlace> heardElsewhere = new CopyOnWriteArrayList<>();
    private NatsLink link;
    private NatsLink elsewhere;
    private Wakes wakes;

    @BeforeEach
    void start() {
        nats.start();
        link = new NatsLink("one", new NatsSettings(nats.url(), null));
        elsewhere = new NatsLink("two", new NatsSettings(nats.url(), null));
        wakes = new Wakes(link, heard::add);
        var _ = new Wakes(elsewhere, heardElsewhere::add);
        link.start();
        elsewhere.start();
        soon().until(() -> link.isConnected() && elsewhere.isConnected());
        new StreamSetup(FreshStreams.LIMITS).ensure(link.connection());
        listening();
    }

    @AfterEach
    void stop() {
        link.close();
        elsewhere.close();
        nats.close();
    }

    /** Until both listen: what is said before is lost, and that is allowed. */
    private void listening() {
        soon().until(
                        () -> {
                            var _ = store(0);
                            return !heard.isEmpty() && !heardElsewhere.isEmpty();
                        });
        heard.clear();
        heardElsewhere.clear();
    }

    private CopyPlace store(int tier) {
        long sequence =
                new Backlog(link)
                        .store(
                                DeliveryRecord.first(
                                        CHECKOUT, "uid", 1, Instant.EPOCH, Examples.order("1")),
                                tier,
                                Instant.EPOCH,
                                "id-" + System.nanoTime());
        return new CopyPlace(
                new BacklogSubject(CHECKOUT, tier), sequence, Examples.order("1").data().size());
    }

    private void bothHearOnce(int tier) {
        CopyPlace there = store(tier);
        soon().until(() -> heard.contains(there) && heardElsewhere.contains(there));
        assertThat(heard).containsOnlyOnce(there);
        assertThat(heardElsewhere).containsOnlyOnce(there);
    }

    @Test
    void everyReplicaHearsWhereSomethingWasPut() {
        bothHearOnce(3);
        bothHearOnce(4);
    }

    @Test
    void hearsEachOnceAfterNatsWasAway() {
        nats.kill();
        soon().until(() -> !link.isConnected() && !elsewhere.isConnected());
        nats.start();
        soon().until(() -> link.isConnected() && elsewhere.isConnected());
        listening();

        bothHearOnce(3);
    }

    @Test
    void mindsNothingThatIsNoNews() {
        Connection connection = link.connection();
        for (String odd : List.of("", "x", "shop.checkout", "shop.checkout.x", "a.b.c.4")) {
            if (!odd.isEmpty()) {
                connection.publish(
                        "com.justfaas.wake." + odd, "1 1".getBytes(StandardCharsets.US_ASCII));
            }
            connection.publish(
                    "com.justfaas.wake.shop.checkout.9", odd.getBytes(StandardCharsets.UTF_8));
        }
        bothHearOnce(5);
        assertThat(heard)
                .allSatisfy(there -> assertThat(there.at().function()).isEqualTo(CHECKOUT))
                .extracting(there -> there.at().tier())
                .isSubsetOf(0, 5);
    }

    @Test
    void hearsNothingAfterItWasClosed() {
        wakes.close();
        CopyPlace there = store(3);
        soon().until(() -> heardElsewhere.contains(there));

        assertThat(heard).doesNotContain(there);
    }
}
