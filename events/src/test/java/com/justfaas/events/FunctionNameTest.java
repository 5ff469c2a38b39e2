package com.justfaas.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FunctionNameTest {

    @Test
    void isWrittenAsKubectlWritesIt() {
        assertThat(new FunctionName("shop", "checkout")).hasToString("shop/checkout");
    }

    @Test
    void hasBothParts() {
        assertThatThrownBy(() -> new FunctionName("", "checkout"))
                .hasMessageContaining("/checkout");
        assertThatThrownBy(() -> new FunctionName("shop", "")).hasMessageContaining("shop/");
    }

    @Test
    void isOrderedByNamespaceThenName() {
        assertThat(
                        new FunctionName[] {
                            new FunctionName("b", "a"),
                            new FunctionName("a", "b"),
                            new FunctionName("a", "a")
                        })
                .satisfies(
                        names ->
                                assertThat(java.util.Arrays.stream(names).sorted())
                                        .extracting(FunctionName::toString)
                                        .containsExactly("a/a", "a/b", "b/a"));
    }
}
