package com.justfaas.events;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PayloadTest {

    @Test
    void isEqualByItsBytes() {
        assertThat(Payload.utf8("ü")).isEqualTo(Payload.of(new byte[] {(byte) 0xC3, (byte) 0xBC}));
        assertThat(Payload.utf8("ü")).hasSameHashCodeAs(Payload.utf8("ü"));
        assertThat(Payload.utf8("a")).isNotEqualTo(Payload.utf8("b")).isNotEqualTo("a");
    }

    @Test
    void isEmptyWithoutBytes() {
        assertThat(Payload.of(new byte[0])).isSameAs(Payload.EMPTY);
        assertThat(Payload.EMPTY.isEmpty()).isTrue();
        assertThat(Payload.utf8("ü").size()).isEqualTo(2);
    }

    @Test
    void givesItsBeginningAsText() {
        assertThat(Payload.utf8("abc").utf8(2)).isEqualTo("ab");
        assertThat(Payload.utf8("abc").utf8(9)).isEqualTo("abc");
    }

    @Test
    void showsItsSizeAndItsBeginningOnly() {
        assertThat(Payload.utf8("ab")).hasToString("2 bytes 6162");
        assertThat(Payload.of(new byte[1000]).toString())
                .startsWith("1000 bytes 0000")
                .endsWith("00…");
    }
}
