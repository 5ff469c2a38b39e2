package com.justfaas.router.deadletter;

import com.justfaas.events.streams.DeadLetter;
import com.justfaas.events.streams.DeadLetterScan;
import com.justfaas.events.streams.DeadLetters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where a redrive gets its dead letters from, some at a time. */
interface RedriveSource {

    /**
     * A dead letter that was named.
     *
     * @param letter empty when it is not there
     */
    record Candidate(long sequence, Optional<DeadLetter> letter) {}

    boolean isOver();

    /**
     * The next, perhaps none though it is not over.
     *
     * @throws com.justfaas.events.streams.StreamException when NATS is away; asking again goes on
     *     where it was
     */
    List<Candidate> next(int most);

    static RedriveSource of(Selection selection, DeadLetters letters) {
        return switch (selection) {
            case Selection.Listed listed -> new Listed(listed.sequences(), letters);
            case Selection.Filtered filtered -> new Filtered(letters.scan(filtered.filter(), 1));
        };
    }

    /** One after another. */
    final class Listed implements RedriveSource {

        /** They are held in memory, and may be large. */
        private static final int MOST_AT_ONCE = 4;

        private final List<Long> sequences;
        private final DeadLetters letters;
        private int done;

        private Listed(List<Long> sequences, DeadLetters letters) {
            this.sequences = sequences;
            this.letters = letters;
        }

        @Override
        public boolean isOver() {
            return done == sequences.size();
        }

        @Override
        public List<Candidate> next(int most) {
            List<Candidate> found = new ArrayList<>();
            int end = Math.min(done + Math.min(most, MOST_AT_ONCE), sequences.size());
            for (long sequence : sequences.subList(done, end)) {
                found.add(new Candidate(sequence, letters.find(sequence)));
            }
            done = end;
            return found;
        }
    }

    /** As they lie in the stream. */
    final class Filtered implements RedriveSource {

        private final DeadLetterScan scan;

        private Filtered(DeadLetterScan scan) {
            this.scan = scan;
        }

        @Override
        public boolean isOver() {
            return scan.isOver();
        }

        @Override
        public List<Candidate> next(int most) {
            return scan.next(most).stream()
                    .map(letter -> new Candidate(letter.sequence(), Optional.of(letter)))
                    .toList();
        }
    }
}
