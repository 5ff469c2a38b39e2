package com.justfaas.router.backlog;

import java.util.List;
import java.util.OptionalLong;

/** The window that ships, for tests in other packages; what is overridden here is broken there. */
public class ReaderWindow {

    private final TierWindow window = new TierWindow();

    public long next() {
        return window.next();
    }

    public boolean isTaken(long sequence) {
        return window.isTaken(sequence);
    }

    public void taken(long sequence) {
        window.taken(sequence);
    }

    public void over(long sequence) {
        window.over(sequence);
    }

    public void left(long sequence) {
        window.left(sequence);
    }

    public void gone(long sequence) {
        window.gone(sequence);
    }

    public int size() {
        return window.size();
    }

    public OptionalLong takeRemovable() {
        List<Long> removable = window.takeRemovable();
        return removable.isEmpty() ? OptionalLong.empty() : OptionalLong.of(removable.getLast());
    }

    public List<Long> takeScattered() {
        return window.takeScattered();
    }
}
