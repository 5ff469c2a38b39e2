package com.justfaas.router.backlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The window against the plainest account of the same. */
class TierWindowModelTest {

    private enum Is {
        TAKEN,
        OVER,
        LEFT
    }

    /** Everything that is not removed, and how it stands with it. */
    private static final class Model {
        private final TreeMap<Long, Is> known = new TreeMap<>();
        private long highest;

        List<Long> all(Is state) {
            return known.entrySet().stream()
                    .filter(entry -> entry.getValue() == state)
                    .map(Map.Entry::getKey)
                    .toList();
        }

        long next() {
            return all(Is.LEFT).stream().findFirst().orElse(highest + 1);
        }

        int size() {
            return known.size() - all(Is.LEFT).size();
        }

        List<Long> takeRemovable() {
            List<Long> removable =
                    known.keySet().stream()
                            .takeWhile(sequence -> known.get(sequence) == Is.OVER)
                            .toList();
            removable.forEach(known::remove);
            return removable;
        }

        List<Long> takeScattered() {
            List<Long> scattered = all(Is.OVER);
            scattered.forEach(known::remove);
            return scattered;
        }
    }

    private final TierWindow window = new TierWindow();
    private final Model model = new Model();
    private SplittableRandom random = new SplittableRandom();

    @Test
    void agreesWithItsModelInAnyOrderOfThings() {
        for (long seed = 0; seed < 300; seed++) {
            new TierWindowModelTest().run(seed);
        }
    }

    private void run(long seed) {
        random = new SplittableRandom(seed);
        for (int step = 0; step < 300; step++) {
            move();
            String when = "seed %d, step %d, %s".formatted(seed, step, model.known);
            assertThat(window.next()).as(when).isEqualTo(model.next());
            assertThat(window.size()).as(when).isEqualTo(model.size());
            model.known.forEach(
                    (sequence, is) ->
                            assertThat(window.isTaken(sequence)).as(when).isEqualTo(is != Is.LEFT));
        }
    }

    private void move() {
        switch (random.nextInt(8)) {
            case 0, 1 -> take(model.highest + random.nextInt(1, 4));
            case 2 -> anyOf(Is.LEFT).ifPresent(this::take);
            case 3, 4 ->
                    anyOf(Is.TAKEN)
                            .ifPresent(
                                    sequence -> {
                                        window.over(sequence);
                                        model.known.put(sequence, Is.OVER);
                                    });
            case 5 ->
                    anyOf(Is.TAKEN)
                            .ifPresent(
                                    sequence -> {
                                        window.left(sequence);
                                        model.known.put(sequence, Is.LEFT);
                                    });
            case 6 -> assertThat(window.takeRemovable()).isEqualTo(model.takeRemovable());
            default -> rarely();
        }
    }

    private void rarely() {
        if (random.nextInt(4) == 0) {
            assertThat(window.takeScattered()).isEqualTo(model.takeScattered());
        } else {
            anyOf(Is.LEFT)
                    .ifPresent(
                            sequence -> {
                                window.gone(sequence);
                                model.known.remove(sequence);
                            });
        }
    }

    private void take(long sequence) {
        window.taken(sequence);
        model.known.put(sequence, Is.TAKEN);
        model.highest = Math.max(model.highest, sequence);
    }

    private OptionalLong anyOf(Is state) {
        List<Long> all = model.all(state);
        return all.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(all.get(random.nextInt(all.size())));
    }
}
