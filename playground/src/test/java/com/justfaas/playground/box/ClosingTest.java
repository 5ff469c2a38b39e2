package com.justfaas.playground.box;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClosingTest {

    private final List<String> closed = new ArrayList<>();
    private final List<Exception> failures = new ArrayList<>();
    private final Closing closing = new Closing(failures::add);

    @Test
    void closesTheLastFirstAndOnce() {
        closing.add(() -> closed.add("first"));
        closing.add(() -> closed.add("second"));

        closing.close();
        closing.close();

        assertThat(closed).containsExactly("second", "first");
    }

    @Test
    void failureKeepsNothingOpen() {
        closing.add(() -> closed.add("first"));
        closing.add(
                () -> {
                    throw new IllegalStateException("stuck");
                });

        closing.close();

        assertThat(closed).containsExactly("first");
        assertThat(failures).singleElement().extracting(Exception::getMessage).isEqualTo("stuck");
    }

    @Test
    void whatComesTooLateIsClosedAtOnce() {
        closing.close();

        closing.add(() -> closed.add("late"));

        assertThat(closed).containsExactly("late");
    }
}
