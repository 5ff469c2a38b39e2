package com.justfaas.e2e.chaos;

import com.justfaas.events.Names;
import io.nats.client.Connection;
import io.nats.client.ErrorListener;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.api.ConsumerInfo;
import io.nats.client.api.MessageInfo;
import io.nats.client.api.StreamInfo;
import io.nats.client.api.StreamState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Looks at what lies in the streams, past the product. */
final class Streams implements AutoCloseable {

    private final Connection connection;

    Streams(String natsUrl) {
        try {
            connection =
                    Nats.connect(
                            Options.builder()
                                    .server(natsUrl)
                                    .connectionName("chaos")
                                    .maxReconnects(-1)
                                    .reconnectWait(Duration.ofMillis(200))
                                    .pingInterval(Duration.ofSeconds(1))
                                    .dontForceFlushOnRequest()
                                    .errorListener(new ErrorListener() {})
                                    .build());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    Connection connection() {
        return connection;
    }

    /** Something asked of JetStream. */
    interface Question<T> {
        T ask(JetStreamManagement management) throws IOException, JetStreamApiException;
    }

    <T> T ask(Question<T> question) {
        try {
            return question.ask(connection.jetStreamManagement());
        } catch (IOException | JetStreamApiException e) {
            throw new IllegalStateException(e);
        }
    }

    StreamInfo stream(String name) {
        return ask(management -> management.getStreamInfo(name));
    }

    long messages(String stream) {
        return stream(stream).getStreamState().getMsgCount();
    }

    /** The consumer that all replicas share. */
    ConsumerInfo router() {
        return ask(
                management ->
                        management.getConsumerInfo(Names.Streams.EVENTS, Names.Consumers.ROUTER));
    }

    /**
     * A delivery that was given up.
     *
     * @param event its number
     * @param reason such as {@code FunctionDeleted}
     */
    record DeadEvent(int event, String reason) {}

    List<DeadEvent> deadEvents() {
        StreamState state = stream(Names.Streams.DEAD_LETTERS).getStreamState();
        List<DeadEvent> dead = new ArrayList<>();
        if (state.getMsgCount() == 0) {
            return dead;
        }
        for (long at = state.getFirstSequence(); at <= state.getLastSequence(); at++) {
            long sequence = at;
            MessageInfo letter =
                    ask(management -> management.getMessage(Names.Streams.DEAD_LETTERS, sequence));
            dead.add(
                    new DeadEvent(
                            Integer.parseInt(header(letter, "ce-id")),
                            header(letter, Names.Headers.REASON)));
        }
        return dead;
    }

    private static String header(MessageInfo message, String name) {
        var headers = message.getHeaders();
        String value = headers == null ? null : headers.getFirst(name);
        if (value == null) {
            throw new IllegalStateException("no header " + name);
        }
        return value;
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
