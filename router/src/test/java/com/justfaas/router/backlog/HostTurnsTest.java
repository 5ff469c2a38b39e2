package com.justfaas.router.backlog;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.events.FunctionName;
import com.justfaas.router.callback.CallbackTarget;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Issue 11, point 6: thousands of hosts have a bounded number of readers, in fair rotation. */
class HostTurnsTest {

    private static final int MANY = 5000;
    private static final Duration PROBE = Duration.ofSeconds(5);

    private Instant now = Instant.parse("2026-11-29T12:00:00Z");
    private final Set<FunctionName> down = new HashSet<>();
    private final Map<FunctionName, Instant> rests = new HashMap<>();
    private final HostTurns turns =
            new HostTurns(down::contains, ((InstantSource) () -> now).withZone(ZoneOffset.UTC));

    private static FunctionName host(int number) {
        return new FunctionName(CallbackTarget.HOSTS, "host-%d:80".formatted(number));
    }

    private static Set<FunctionName> hosts(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(HostTurnsTest::host)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private void follow(Set<FunctionName> pending) {
        turns.follow(pending, host -> rests.getOrDefault(host, Instant.MIN));
    }

    private Set<FunctionName> reading(Set<FunctionName> pending) {
        return pending.stream().filter(turns::has).collect(Collectors.toSet());
    }

    /** What a reader of a host that is down does: it probes, and rests until the next probe. */
    private void probeAll(Set<FunctionName> reading) {
        reading.stream().filter(down::contains).forEach(host -> rests.put(host, now.plus(PROBE)));
    }

    @Test
    void leavesFunctionsAndAFewHostsAlone() {
        FunctionName mailer = new FunctionName("shop", "mailer");
        Set<FunctionName> few = hosts(0, HostTurns.MOST);
        down.addAll(few);
        follow(few);
        probeAll(few);
        follow(few);

        assertThat(turns.has(mailer)).isTrue();
        assertThat(turns.begin(mailer)).isTrue();
        assertThat(reading(few)).hasSize(HostTurns.MOST);
    }

    @Test
    void probesEachOfManyDeadHostsInTurn() {
        Set<FunctionName> dead = hosts(0, MANY);
        down.addAll(dead);
        Set<FunctionName> probed = new HashSet<>();
        int looks = 0;
        while (probed.size() < MANY) {
            follow(dead);
            Set<FunctionName> reading = reading(dead);
            assertThat(reading).hasSizeLessThanOrEqualTo(HostTurns.MOST / 2);
            probeAll(reading);
            probed.addAll(reading);
            now = now.plusMillis(500);
            assertThat(++looks).isLessThanOrEqualTo(2 * MANY / HostTurns.MOST + 1);
        }
    }

    /** With all turns taken by hosts that have been down for long, it would wait for a round. */
    @Test
    void soonProbesAHostThatHasJustGoneDown() {
        Set<FunctionName> dead = hosts(0, MANY);
        down.addAll(dead);
        int probes = 0;
        for (int i = 0; i < 600; i++) {
            follow(dead);
            probes = i < 480 ? 0 : probes + reading(dead).size();
            probeAll(reading(dead));
            now = now.plusMillis(500);
        }
        assertThat(probes).as("in the last minute").isLessThan(MANY * 3 / 2);

        down.add(host(MANY));
        dead.add(host(MANY));
        follow(dead);
        assertThat(turns.has(host(MANY))).isTrue();
    }

    @Test
    void givesAHostThatIsThereItsTurnAtOnce() {
        Set<FunctionName> all = hosts(0, MANY);
        down.addAll(all);
        follow(all);
        probeAll(reading(all));
        FunctionName healthy = host(MANY);

        assertThat(turns.begin(healthy)).isTrue();
        assertThat(turns.begin(host(MANY - 1))).as("a dead one waits").isFalse();

        down.remove(host(MANY - 2));
        follow(all);
        assertThat(turns.has(host(MANY - 2))).isTrue();
        assertThat(turns.has(healthy)).as("the census does not list it yet").isTrue();
    }

    /** Hosts that answer, and have so much to do that none of them rests. */
    @Test
    void letsHostsThatAreBusyTakeTurns() {
        Set<FunctionName> busy = hosts(0, MANY);
        Set<FunctionName> had = new HashSet<>();
        int looks = 0;
        while (had.size() < MANY) {
            follow(busy);
            assertThat(reading(busy)).hasSizeLessThanOrEqualTo(HostTurns.MOST);
            had.addAll(reading(busy));
            now = now.plusSeconds(1);
            assertThat(++looks).isLessThan(500);
        }
    }

    /** Its reader may not hear of a new copy, or hear of it while it is ending. */
    @Test
    void looksAfterAMinuteAtAHostWhoseCopiesAreNotDue() {
        Set<FunctionName> all = hosts(0, MANY);
        down.addAll(hosts(1, MANY));
        follow(all);
        assertThat(turns.has(host(0))).isTrue();
        rests.put(host(0), now.plus(Duration.ofMinutes(10)));
        follow(all);
        assertThat(turns.has(host(0))).as("it has nothing to do").isFalse();

        rests.clear();
        now = now.plusSeconds(59);
        follow(all);
        assertThat(turns.has(host(0))).isFalse();
        now = now.plusSeconds(1);
        follow(all);
        assertThat(turns.has(host(0))).isTrue();
    }

    /** So that a copy that is due at once does not wait until those that are not are due. */
    @Test
    void givesAHostThatLostItsTurnOneWhenACopyComes() {
        Set<FunctionName> all = hosts(0, MANY);
        down.addAll(hosts(1, MANY));
        follow(all);
        rests.put(host(0), now.plus(Duration.ofMinutes(10)));
        follow(all);
        assertThat(turns.has(host(0))).isFalse();

        assertThat(turns.begin(host(0))).isTrue();
        rests.clear(); // as a reader does that has something to do
        follow(all);
        assertThat(turns.has(host(0))).isTrue();
    }

    @Test
    void forgetsHostsForWhichNothingWaits() {
        follow(hosts(0, MANY));
        now = now.plusSeconds(10);
        follow(hosts(MANY, MANY + 3));

        assertThat(reading(hosts(0, MANY))).isEmpty();
        assertThat(reading(hosts(MANY, MANY + 3))).hasSize(3);
    }
}
