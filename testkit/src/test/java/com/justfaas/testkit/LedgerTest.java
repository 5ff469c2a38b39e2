package com.justfaas.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LedgerTest {

    private final Ledger ledger = new Ledger();

    @Test
    void whatWasAcceptedAndNeverCameIsLost() {
        offerAndAccept("a", "b", "c");
        ledger.delivered("a");
        ledger.dead("b");

        assertThat(ledger.lost()).containsExactly("c");
    }

    @Test
    void whatWasRefusedOrUnknownCannotBeLost() {
        ledger.offered("a");
        ledger.refused("a");
        ledger.offered("b");
        ledger.unknown("b");

        assertThat(ledger.lost()).isEmpty();
    }

    @Test
    void whatNobodyOfferedIsAPhantom() {
        ledger.delivered("x");
        ledger.dead("y");

        assertThat(ledger.phantoms()).containsExactly("x", "y");
    }

    @Test
    void countsEveryArrivalAfterTheFirstAsDuplicate() {
        offerAndAccept("a", "b");
        ledger.delivered("a");
        ledger.delivered("a");
        ledger.delivered("a");
        ledger.delivered("b");

        assertThat(ledger.duplicates()).isEqualTo(2);
        assertThat(ledger.distinctDeliveries()).isEqualTo(2);
    }

    @Test
    void sumsUpInOneLine() {
        offerAndAccept("a", "b");
        ledger.delivered("a");
        ledger.delivered("a");

        assertThat(ledger.summary())
                .isEqualTo(
                        "offered 2: accepted 2, refused 0, unknown 0; delivered 1, dead 0;"
                                + " lost 1 [b], phantoms 0, duplicates 1");
    }

    private void offerAndAccept(String... ids) {
        for (String id : ids) {
            ledger.offered(id);
            ledger.accepted(id);
        }
    }
}
