package com.justfaas.events.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.nats.client.impl.Headers;
import io.nats.client.support.IncomingHeadersProcessor;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderBlockTest {

    private static final String[] PIECES = {
        "NATS/1.0", "\r\n", "\r", "\n", ":", " ", "a", "ce-id", "ü", "\u0000", "\u007f", "100"
    };

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NATS/1.0\r\n\r\n",
                "NATS/1.0\r\na:b\r\n\r\n",
                "NATS/1.0\r\na: b: c \r\nA:\r\na: \t\u0000\r\n\r\n",
                "NATS/1.0 503\r\n\r\n",
                "NATS/1.0 409 Consumer Deleted\r\nNats-Pending-Messages: 1\r\n\r\n"
            })
    void leavesGoodHeadersAlone(String headers) {
        assertThat(mended(headers)).isEqualTo(headers);
    }

    @Test
    void overwritesWhatIsNotAscii() {
        assertThat(mended("NATS/1.0\r\nä b: ü\rx\ny\r\n\r\n"))
                .isEqualTo("NATS/1.0\r\n___b: \u001a\u001a\u001ax\u001ay\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NATS/1.0\r\nno colon\r\n\r\n",
                "NATS/1.0\r\n: no name\r\n\r\n",
                "NATS/1.0\r\nno: blank line\r\n",
                "NATS/1.0\r\nno: line end",
                "NATS/1.0\r\na: b\r\n\r\nmore behind the end",
                "NATS/2.0\r\nanother: version\r\n\r\n",
                "complete nonsense, really"
            })
    void wipesWhatCannotBeTakenApart(String headers) {
        Headers read = read(mended(headers).getBytes(StandardCharsets.ISO_8859_1));

        assertThat(read.keySet()).containsExactly("ce-");
        assertThat(read.getFirst("ce-")).matches("x*");
    }

    @Test
    void makesAnythingReadable() {
        Random random = new Random(9);
        for (int i = 0; i < 100_000; i++) {
            StringBuilder text = new StringBuilder(random.nextInt(3) == 0 ? "" : "NATS/1.0\r\n");
            for (int left = random.nextInt(20); left > 0; left--) {
                text.append(PIECES[random.nextInt(PIECES.length)]);
            }
            text.append(random.nextInt(3) == 0 ? "" : "\r\n\r\n");
            byte[] block = text.toString().getBytes(StandardCharsets.UTF_8);
            if (block.length < 18) {
                continue; // too short to say anything in
            }
            HeaderBlock.mend(block, 0, block.length);
            byte[] once = block.clone();
            HeaderBlock.mend(block, 0, block.length);

            assertThat(block).isEqualTo(once);
            assertThatCode(() -> new IncomingHeadersProcessor(block))
                    .as("%s", text)
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void touchesNothingAroundIt() {
        byte[] bytes = "üüNATS/1.0\r\na:ü\r\n\r\nüü".getBytes(StandardCharsets.UTF_8);
        HeaderBlock.mend(bytes, 4, bytes.length - 8);

        assertThat(new String(bytes, StandardCharsets.UTF_8))
                .isEqualTo("üüNATS/1.0\r\na:\u001a\u001a\r\n\r\nüü");
    }

    private static String mended(String headers) {
        byte[] bytes = headers.getBytes(StandardCharsets.UTF_8);
        HeaderBlock.mend(bytes, 0, bytes.length);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static Headers read(byte[] block) {
        return new IncomingHeadersProcessor(block).getHeaders();
    }
}
