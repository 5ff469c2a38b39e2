package com.justfaas.playground.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.events.Payload;
import org.junit.jupiter.api.Test;

class ExcerptsTest {

    @Test
    void fitsOnALine() {
        assertThat(Excerpts.of(Payload.utf8("  {\n  \"a\": 1\n}\n"))).isEqualTo("{ \"a\": 1 }");
        assertThat(Excerpts.of(Payload.utf8("x".repeat(100)))).hasSize(60).endsWith("x…");
    }

    @Test
    void neverSendsTheTerminalWhatItWouldObey() {
        assertThat(Excerpts.of(Payload.utf8("a\u001b[2Jb"))).isEqualTo("6 bytes");
        assertThat(Excerpts.line("a\u001b[2Jb")).isEqualTo("a?[2Jb");
        assertThat(Excerpts.of(Payload.of(new byte[] {-1, -2}))).isEqualTo("2 bytes");
    }
}
