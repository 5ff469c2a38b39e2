package com.justfaas.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NeighboursTest {

    private static final List<String> WORDS = List.of("dryRun", "cursor", "limit");

    @Test
    void findsTheNearestIgnoringCase() {
        assertThat(Neighbours.nearest("dryrun", WORDS)).contains("dryRun");
        assertThat(Neighbours.nearest("DRY-RUN", WORDS)).contains("dryRun");
        assertThat(Neighbours.nearest("cursors", WORDS)).contains("cursor");
        assertThat(Neighbours.nearest("limit[]", WORDS)).contains("limit");
    }

    @Test
    void findsNoneAmongOtherWords() {
        assertThat(Neighbours.nearest("offset", WORDS)).isEmpty();
        assertThat(Neighbours.nearest("", WORDS)).isEmpty();
        assertThat(Neighbours.nearest("x", List.of())).isEmpty();
        assertThat(Neighbours.within(1, "curs", WORDS)).isEmpty();
    }
}
