package com.justfaas.router.simulation;

import com.justfaas.router.backlog.ReaderWindow;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Windows that know too little of what they should keep in mind. */
final class BrokenWindows {

    private BrokenWindows() {}

    static ReaderWindow thatForgetsWhatWasLeft() {
        return new ReaderWindow() {
            @Override
            public void left(long sequence) {}
        };
    }

    static ReaderWindow thatTakesLeftForOver() {
        return new ReaderWindow() {
            @Override
            public void left(long sequence) {
                over(sequence);
            }
        };
    }

    static ReaderWindow thatRemovesUpToTheLastThatIsOver() {
        return new ReaderWindow() {
            private long last;

            @Override
            public void over(long sequence) {
                super.over(sequence);
                last = Math.max(last, sequence);
            }

            @Override
            public OptionalLong takeRemovable() {
                return super.takeRemovable().isPresent()
                        ? OptionalLong.of(last)
                        : OptionalLong.empty();
            }
        };
    }

    /** As it was at first: what is over behind something that was left stayed for ever. */
    static ReaderWindow thatKeepsWhatIsOverBehindWhatWasLeft() {
        return new ReaderWindow() {
            private final TreeMap<Long, Boolean> overBySequence = new TreeMap<>();
            private long next = 1;

            @Override
            public long next() {
                return next;
            }

            @Override
            public boolean isTaken(long sequence) {
                return overBySequence.containsKey(sequence);
            }

            @Override
            public void taken(long sequence) {
                overBySequence.put(sequence, false);
                next = Math.max(next, sequence + 1);
            }

            @Override
            public void over(long sequence) {
                overBySequence.replace(sequence, true);
            }

            @Override
            public void left(long sequence) {
                overBySequence.remove(sequence);
                next = Math.min(next, sequence);
            }

            @Override
            public int size() {
                return overBySequence.size();
            }

            @Override
            public OptionalLong takeRemovable() {
                long removable = 0;
                while (!overBySequence.isEmpty()
                        && overBySequence.firstEntry().getValue()
                        && overBySequence.firstKey() < next) {
                    removable = overBySequence.pollFirstEntry().getKey();
                }
                return removable == 0 ? OptionalLong.empty() : OptionalLong.of(removable);
            }
        };
    }
}
