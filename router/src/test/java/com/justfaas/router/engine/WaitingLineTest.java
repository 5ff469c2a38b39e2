package com.justfaas.router.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.router.engine.WaitingLine.Origin;
import com.justfaas.router.engine.WaitingLine.Waiter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WaitingLineTest {

    private final WaitingLine line = new WaitingLine();

    private Waiter join(Origin origin) {
        return line.join(origin, Deadline.in(Duration.ofMinutes(1)));
    }

    @Test
    void liveAndBacklogTakeTurnsInTheOrderInWhichTheyCame() {
        Waiter copy1 = join(Origin.BACKLOG);
        Waiter copy2 = join(Origin.BACKLOG);
        Waiter live1 = join(Origin.LIVE);
        Waiter live2 = join(Origin.LIVE);

        assertThat(line.size()).isEqualTo(4);
        assertThat(line.poll()).contains(live1);
        assertThat(line.poll()).contains(copy1);
        assertThat(line.poll()).contains(live2);
        assertThat(line.poll()).contains(copy2);
        assertThat(line.poll()).isEmpty();
    }

    @Test
    void whereOneSideIsEmptyTheOtherGoesOn() {
        Waiter copy1 = join(Origin.BACKLOG);
        Waiter copy2 = join(Origin.BACKLOG);

        assertThat(line.poll()).contains(copy1);
        assertThat(line.poll()).contains(copy2);
    }

    @Test
    void whoLeavesIsNotNext() {
        Waiter first = join(Origin.LIVE);
        Waiter second = join(Origin.LIVE);
        line.leave(Origin.LIVE, first);

        assertThat(line.poll()).contains(second);
        assertThat(line.isEmpty(Origin.LIVE)).isTrue();
    }
}
