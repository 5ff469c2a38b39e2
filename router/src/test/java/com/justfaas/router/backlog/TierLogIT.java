package com.justfaas.router.backlog;

import static com.justfaas.router.backlog.BacklogFixture.NOON;
import static com.justfaas.router.backlog.BacklogFixture.tier;
import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.events.Names.Subjects.BacklogSubject;
import com.justfaas.testkit.junit.NatsExtension;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A tier's log removes what is over, and nothing else, however it is done. */
class TierLogIT {

    private static final BacklogSubject OURS = tier(1, 0);
    private static final BacklogSubject THEIRS = tier(2, 0);

    @RegisterExtension static final NatsExtension NATS = new NatsExtension();

    private final BacklogFixture streams = new BacklogFixture(NATS.url());
    private final TierLog log =
            new TierLog(
                    new Survey(streams.backlog, new Crowd(), _ -> true, 1000),
                    streams.backlog,
                    OURS,
                    streams.backlog.streamMade());

    @AfterEach
    void close() {
        streams.close();
    }

    private long take() {
        return log.take(log.peek(4, NOON).orElseThrow()).orElseThrow().sequence();
    }

    private List<Long> store(int ours, int theirsBetween) {
        List<Long> sequences = new ArrayList<>();
        for (int i = 0; i < ours; i++) {
            sequences.add(streams.store(OURS));
            for (int j = 0; j < theirsBetween; j++) {
                streams.store(THEIRS);
            }
        }
        return sequences;
    }

    private void removesAllButTheLastTwo(List<Long> sequences) {
        int theirs = streams.waiting(THEIRS).size();
        for (int i = 0; i < sequences.size() - 1; i++) {
            assertThat(take()).isEqualTo(sequences.get(i));
        }
        for (int i = 0; i < sequences.size() - 2; i++) {
            log.over(sequences.get(i));
        }
        log.flush();

        int last = sequences.size();
        assertThat(streams.waiting(OURS)).isEqualTo(sequences.subList(last - 2, last));
        assertThat(streams.waiting(THEIRS)).hasSize(theirs);
        assertThat(log.taken()).isEqualTo(1);
    }

    @Test
    void removesWhatLiesCloseTogether() {
        removesAllButTheLastTwo(store(40, 1));
    }

    @Test
    void removesAFew() {
        removesAllButTheLastTwo(store(5, 0));
    }

    @Test
    void removesWhatLiesFarApart() {
        removesAllButTheLastTwo(store(12, 300));
    }

    @Test
    void removesAroundWhatIsNotOverWhenItMust() {
        List<Long> sequences = store(6, 0);
        sequences.forEach(sequence -> assertThat(take()).isEqualTo(sequence));
        log.over(sequences.get(1));
        log.over(sequences.get(4));
        log.flush();
        assertThat(streams.waiting(OURS)).isEqualTo(sequences);
        log.flushAll();

        assertThat(streams.waiting(OURS))
                .containsExactly(
                        sequences.get(0), sequences.get(2), sequences.get(3), sequences.get(5));
    }
}
