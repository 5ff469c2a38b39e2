package com.justfaas.events.streams;

import io.nats.client.BaseConsumerContext;
import io.nats.client.ConsumeOptions;
import io.nats.client.IterableConsumer;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamStatusCheckedException;
import io.nats.client.Message;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running pull from a consumer, with one kind of exception. */
final class Pull implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Pull.class);

    /** Short: a pull lives in the server and dies with it, which the client notices only later. */
    private static final Duration EXPIRES = Duration.ofMillis(1500);

    private final IterableConsumer messages;

    private Pull(IterableConsumer messages) {
        this.messages = messages;
    }

    /**
     * Begins to pull.
     *
     * @param batch most messages on their way or waiting in the client
     * @throws StreamException when the consumer cannot be asked
     */
    static Pull from(BaseConsumerContext consumer, int batch) {
        ConsumeOptions options =
                ConsumeOptions.builder().batchSize(batch).expiresIn(EXPIRES.toMillis()).build();
        try {
            return new Pull(consumer.iterate(options));
        } catch (IOException | JetStreamApiException e) {
            throw new StreamException("cannot pull", e);
        }
    }

    /** The next message, or null when none came in time. */
    @Nullable Message next(Duration wait) throws InterruptedException {
        try {
            return messages.nextMessage(wait);
        } catch (JetStreamStatusCheckedException e) {
            throw new StreamException("the pull broke off", e);
        }
    }

    @Override
    public void close() {
        try {
            messages.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.atDebug().setCause(e).log("a pull could not be closed");
        }
    }
}
