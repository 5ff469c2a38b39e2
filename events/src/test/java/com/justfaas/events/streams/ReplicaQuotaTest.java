package com.justfaas.events.streams;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReplicaQuotaTest {

    @Test
    void isTheMostThatOneCanUseWhileThereAreFew() {
        assertThat(ReplicaQuota.of(1)).isEqualTo(ReplicaQuota.MOST);
    }

    @Test
    void leavesAPartForOneThatDied() {
        for (int live = 1; live <= Replicas.MOST; live++) {
            int before = (live + 1) * ReplicaQuota.of(live + 1);
            assertThat(before).as("%d replicas", live + 1).isLessThan(limit());
            // one dies, and what it held counts on while the others take more
            int after = live * ReplicaQuota.of(live) + ReplicaQuota.of(live + 1);
            assertThat(after).as("%d of %d replicas", live, live + 1).isLessThan(limit());
        }
    }

    @Test
    void leavesAPartForOneThatTheOthersDoNotKnowYet() {
        for (int live = 1; live < Replicas.MOST; live++) {
            int together = live * ReplicaQuota.of(live) + ReplicaQuota.of(live + 1);
            assertThat(together).as("%d replicas", live).isLessThan(limit());
        }
    }

    @Test
    void isWorthAPullHoweverManyThereAre() {
        assertThat(ReplicaQuota.of(Replicas.MOST)).isGreaterThan(Newcomers.MOST / 4);
    }

    private static int limit() {
        return StreamDefinitions.MAX_ACK_PENDING;
    }
}
