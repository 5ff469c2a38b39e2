package com.justfaas.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EditDistanceTest {

    @ParameterizedTest
    @CsvSource({
        "order.created, order.created, 0",
        "order.created, order.creatd, 1",
        "order.created, order-created, 1",
        "order.created, orders.create, 2",
        "'', '', 0",
        "'', ab, 2",
    })
    void countsSlips(String from, String to, int slips) {
        assertThat(EditDistance.between(from, to, 2)).isEqualTo(slips);
        assertThat(EditDistance.between(to, from, 2)).isEqualTo(slips);
    }

    @Test
    void givesUpWhereThereAreMoreThanOneWantsToKnow() {
        assertThat(EditDistance.between("order.created", "invoice.paid", 2)).isGreaterThan(2);
        assertThat(EditDistance.between("a".repeat(200), "a".repeat(203), 2)).isGreaterThan(2);
    }

    @Test
    void agreesWithTheWholeTableWhereverItAnswers() {
        SplittableRandom random = new SplittableRandom(20261126);
        for (int i = 0; i < 20_000; i++) {
            String from = text(random);
            String to = text(random);
            int most = random.nextInt(0, 5);
            int whole = whole(from, to);
            int answer = EditDistance.between(from, to, most);
            assertThat(answer <= most ? answer : most + 1)
                    .as("%s -> %s, at most %d", from, to, most)
                    .isEqualTo(Math.min(whole, most + 1));
        }
    }

    private static String text(SplittableRandom random) {
        return random.ints(random.nextInt(0, 8), 'a', 'd')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static int whole(String from, String to) {
        int[][] table = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                if (i == 0 || j == 0) {
                    table[i][j] = i + j;
                } else {
                    int replaced =
                            table[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                    table[i][j] =
                            Math.min(replaced, Math.min(table[i - 1][j], table[i][j - 1]) + 1);
                }
            }
        }
        return table[from.length()][to.length()];
    }
}
