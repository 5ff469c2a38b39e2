package com.justfaas.events.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ServerLinesTest {

    private static final String STREAM =
            "INFO {\"long\":\"%s\"}\r\n".formatted("x".repeat(2000))
                    + "+OK\r\nPING\r\n"
                    + "MSG a.b 1 5\r\nHMSG \r\r\n"
                    + "HMSG a.b 1 6 10\r\n<AAAA>\r\nB\r\r\n"
                    + "MSG a.b 12 _INBOX.x 0\r\n\r\n"
                    + "HMSG a.b 12 $JS.ACK.s.c.1.1.1.1.0 7 7\r\n<BBBBB>\r\n"
                    + "HMSG größe 3 3 3\r\n<C>\r\n"
                    + "PONG\r\n-ERR 'x'\r\n"
                    + "HMSG a 1 4 1000\r\n<DD>%s\r\n"
                            .formatted("\r\nHMSG a 1 5 5\r\n<".repeat(58) + "1234567890")
                    + "HMSG a 1 5 5\r\n<EEE>\r\n";

    private static final List<String> BLOCKS = List.of("<AAAA>", "<BBBBB>", "<C>", "<DD>", "<EEE>");

    @Test
    void findsEveryHeaderBlock() {
        assertThat(found(Integer.MAX_VALUE, new Random(0))).isEqualTo(BLOCKS);
    }

    @Test
    void findsThemInWhateverPiecesTheyCome() {
        Random random = new Random(5);
        for (int most = 1; most < 60; most++) {
            for (int round = 0; round < 20; round++) {
                assertThat(found(most, random)).as("pieces of up to %d", most).isEqualTo(BLOCKS);
            }
        }
    }

    private static List<String> found(int mostAtOnce, Random random) {
        byte[] bytes = STREAM.getBytes(StandardCharsets.UTF_8);
        ServerLines lines = new ServerLines();
        List<String> found = new ArrayList<>();
        int at = 0;
        while (at < bytes.length) {
            int piece =
                    mostAtOnce == Integer.MAX_VALUE ? bytes.length : random.nextInt(mostAtOnce) + 1;
            at = lines.advance(bytes, at, Math.min(bytes.length, at + piece));
            if (lines.headers() > 0) {
                found.add(new String(bytes, at, lines.headers(), StandardCharsets.UTF_8));
                at += lines.headers();
                lines.headersRead();
            }
        }
        return found;
    }
}
