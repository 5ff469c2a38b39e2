package com.justfaas.router.backlog;

import static com.justfaas.router.backlog.BacklogFixture.NOON;
import static com.justfaas.router.backlog.BacklogFixture.tier;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.justfaas.events.FunctionName;
import com.justfaas.events.Names.Subjects.BacklogSubject;
import com.justfaas.events.streams.BacklogEntry;
import com.justfaas.events.streams.CopyPlace;
import com.justfaas.testkit.junit.NatsExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is found in pages is what the stream itself says of each tier. */
class SurveyIT {

    private static final int MANY = 64;
    private static final int MOST_KNOWN = 3500;

    @RegisterExtension static final NatsExtension NATS = new NatsExtension();

    private final BacklogFixture streams = new BacklogFixture(NATS.url());
    private final Crowd crowd = new Crowd();
    private final Survey survey =
            new Survey(streams.backlog, crowd, f -> !f.name().equals("f39"), MOST_KNOWN);

    @AfterEach
    void close() {
        streams.close();
    }

    private void manyAreAtWork() {
        for (int i = 0; i < MANY; i++) {
            crowd.join(new FunctionName("crowd", "f" + i));
        }
    }

    private Optional<List<BacklogEntry>> find(BacklogSubject at, long from, int most) {
        manyAreAtWork(); // for no longer than a second
        return survey.find(at, from, most);
    }

    /** All of a tier, three at a time; the stream is asked where the survey does not know. */
    private List<Long> walk(BacklogSubject at) {
        List<Long> seen = new ArrayList<>();
        long from = 1;
        while (true) {
            long next = from;
            List<BacklogEntry> entries =
                    find(at, from, 3)
                            .orElseGet(
                                    () -> streams.backlog.read(at.function(), at.tier(), next, 3));
            if (entries.isEmpty()) {
                return seen;
            }
            entries.forEach(entry -> seen.add(entry.sequence()));
            from = seen.getLast() + 1;
        }
    }

    @Test
    void findsForEachTierWhatTheStreamHasWhileCopiesAreRemoved() {
        for (long seed = 0; seed < 5; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Long> all = new ArrayList<>();
            for (int i = 0; i < 1500; i++) {
                all.add(streams.store(tier(random.nextInt(40), random.nextInt(2))));
            }
            for (int function = 0; function < 40; function++) {
                for (int t = 0; t < 2; t++) {
                    BacklogSubject at = tier(function, t);
                    assertThat(walk(at)).as("seed %d, %s", seed, at).isEqualTo(streams.waiting(at));
                }
                List<Long> gone = new ArrayList<>();
                for (int i = 0; i < 30; i++) {
                    gone.add(all.get(random.nextInt(all.size())));
                }
                streams.remove(gone.stream().distinct().toList());
            }
        }
    }

    @Test
    void findsWhatWasHeardOfAndWhatWasNot() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 2000; i++) {
            BacklogSubject at = tier(random.nextInt(20), 0);
            long sequence = streams.store(at);
            if (i == 100) {
                assertThat(find(at, 1, 1))
                        .isPresent(); // from here on there is an end to go on from
            }
            if (random.nextInt(10) > 0) {
                survey.hear(new CopyPlace(at, sequence, 10));
            }
        }
        for (int function = 0; function < 20; function++) {
            BacklogSubject at = tier(function, 0);
            assertThat(walk(at)).as("%s", at).isEqualTo(streams.waiting(at));
        }
    }

    @Test
    void findsWhatIsInAStreamThatWasMadeAnew() throws Exception {
        for (int i = 0; i < 10; i++) {
            streams.store(tier(1, 0));
        }
        assertThat(find(tier(1, 0), 1, 1)).isPresent();
        streams.makeAnew();
        survey.forget();
        long sequence = streams.store(tier(2, 0));

        assertThat(find(tier(2, 0), 1, 1).orElseThrow())
                .extracting(BacklogEntry::sequence)
                .containsExactly(sequence);
    }

    @Test
    void findsWhatComesBehindCopiesThatWereRemovedBeforeItReadThem() {
        List<Long> all = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            all.add(streams.store(tier(i % 3, 0)));
        }
        streams.remove(all.subList(0, 300));

        assertThat(find(tier(0, 0), 1, 1).orElseThrow())
                .extracting(BacklogEntry::sequence)
                .containsExactly(all.get(300));
        streams.remove(all.subList(500, 600));
        assertThat(walk(tier(0, 0))).isEqualTo(streams.waiting(tier(0, 0)));
        assertThat(walk(tier(2, 0))).isEqualTo(streams.waiting(tier(2, 0)));
    }

    @Test
    void knowsNothingOfWhatIsNotOurs() {
        streams.store(tier(39, 0));
        streams.store(tier(1, 0));
        assertThat(find(tier(1, 0), 1, 1)).isPresent();

        assertThat(find(tier(39, 0), 1, 1)).isEmpty();
    }

    @Test
    void whenItIsFullOfWhatNobodyAsksForThatGoes() {
        for (int i = 0; i < MOST_KNOWN + Survey.PAGE; i++) {
            streams.store(tier(1, 0));
        }
        streams.store(tier(2, 0));
        streams.store(tier(1, 0));
        assertThat(find(tier(2, 0), 1, 1)).as("there is no room to read that far").isEmpty();
        await().atMost(Duration.ofSeconds(20)).until(() -> find(tier(2, 0), 1, 1).isPresent());

        assertThat(find(tier(1, 0), 1, 1)).as("forgotten").isEmpty();
        assertThat(walk(tier(1, 0))).isEqualTo(streams.waiting(tier(1, 0)));
    }

    @Test
    void findsWhatWasStoredAfterItsEndWasReached() {
        assertThat(find(tier(1, 0), 1, 5).orElseThrow()).isEmpty();
        long sequence = streams.store(tier(1, 0));

        assertThat(find(tier(1, 0), 1, 5).orElseThrow())
                .extracting(BacklogEntry::sequence)
                .containsExactly(sequence);
    }

    @Test
    void leavesItToTheStreamToSayThatThereIsNothingForLong() {
        assertThat(find(tier(1, 0), 1, 5)).isPresent();

        await().until(() -> find(tier(1, 0), 1, 5).isEmpty());
    }

    @Test
    void doesNotKnowWhatLiesBeforeWhatWasAskedForAlready() {
        long first = streams.store(tier(1, 0));
        streams.store(tier(1, 0));
        assertThat(find(tier(1, 0), first + 1, 5)).isPresent();

        assertThat(find(tier(1, 0), first, 5)).isEmpty();
        assertThat(find(tier(1, 0), first + 1, 5)).isPresent();
    }

    @Test
    void doesNotKnowWhatComesBehindACopyThatIsGone() {
        long first = streams.store(tier(1, 0));
        long second = streams.store(tier(1, 0));
        streams.store(tier(3, 0));
        assertThat(find(tier(3, 0), 1, 1)).isPresent();
        streams.remove(List.of(first));

        assertThat(find(tier(1, 0), 1, 5)).isEmpty();
        assertThat(find(tier(1, 0), second, 5)).isPresent();
    }

    @Test
    void readsNoPagesForAFew() {
        streams.store(tier(1, 0));
        crowd.join(tier(1, 0).function());

        assertThat(survey.find(tier(1, 0), 1, 5)).isEmpty();
    }

    @Test
    void readsLargeCopiesOnlyForThoseWhoWantThem() {
        for (int i = 0; i < 20; i++) {
            streams.store(tier(i, 0), NOON, 20_000);
        }
        assertThat(find(tier(30, 0), 1, 5)).isEmpty();
        streams.store(tier(30, 0));
        assertThat(find(tier(30, 0), 1, 5)).as("no page was read again").isEmpty();
        streams.store(tier(1, 0));
        assertThat(find(tier(1, 0), 1, 5).orElseThrow())
                .as("of this it knows by now, and fetches one after the other")
                .hasSize(1);
    }
}
