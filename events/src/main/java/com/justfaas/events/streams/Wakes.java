package com.justfaas.events.streams;

import com.justfaas.events.Names;
import io.nats.client.Message;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hears that something was put into a function's backlog, by whichever replica. Some news gets
 * lost, around a reconnect say: whoever listens looks by himself now and then.
 */
public final class Wakes implements AutoCloseable {

    private static final Pattern PLACE = Pattern.compile("(\\d{1,18}) (\\d{1,9})");

    private final Consumer<CopyPlace> listener;
    private volatile boolean closed;

    /**
     * Listens from now on, whenever there is a connection.
     *
     * @param listener must not block
     */
    public Wakes(NatsLink link, Consumer<CopyPlace> listener) {
        this.listener = listener;
        link.listen(Names.Subjects.ALL_WAKES, this::heard);
    }

    private void heard(Message message) {
        if (!closed) {
            read(message).ifPresent(listener);
        }
    }

    static byte[] payload(long sequence, int size) {
        return "%d %d".formatted(sequence, size).getBytes(StandardCharsets.US_ASCII);
    }

    private static Optional<CopyPlace> read(Message message) {
        Matcher place = PLACE.matcher(new String(message.getData(), StandardCharsets.US_ASCII));
        return place.matches()
                ? Names.Subjects.parseWake(message.getSubject())
                        .map(
                                at ->
                                        new CopyPlace(
                                                at,
                                                Long.parseLong(place.group(1)),
                                                Integer.parseInt(place.group(2))))
                : Optional.empty();
    }

    @Override
    public void close() {
        closed = true;
    }
}
