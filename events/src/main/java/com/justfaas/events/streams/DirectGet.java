package com.justfaas.events.streams;

import static java.util.Objects.requireNonNull;

import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Subscription;
import io.nats.client.api.MessageInfo;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;

/**
 * Reads messages without a consumer: many in one request (JetStream's batched direct get, server
 * 2.11 and newer), which the client library has no call for, or some in as many requests at once.
 * They are as the server sends them: where they come from is among their headers.
 */
final class DirectGet {

    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    /** Most bytes of one answer: it is held in memory. */
    private static final int MOST_BYTES = 4 * 1024 * 1024;

    /**
     * Questions at a time, for the same reason: a few for batches, and more for what is known to be
     * small. Measured with a thousand readers: with 64 the server has as little work as with 1,000.
     */
    private static final int MOST_QUESTIONS = 64;

    private static final int BATCH = MOST_QUESTIONS / 8;
    private static final long BYTES = MOST_BYTES / BATCH;

    private static final int END_OF_BATCH = 204;
    private static final int NOTHING_THERE = 404;

    private final Semaphore asking = new Semaphore(MOST_QUESTIONS, true);
    private final NatsLink link;
    private final String stream;
    private final String subject;

    DirectGet(NatsLink link, String stream) {
        this.link = link;
        this.stream = stream;
        this.subject = "$JS.API.DIRECT.GET." + stream;
    }

    /**
     * Messages of a subject in order. The server walks past all messages between them.
     *
     * @param subject may hold wildcards
     * @param from the sequence to begin with
     * @param most how many at most
     */
    List<Message> batch(String subject, long from, int most) {
        return batch(
                "{\"seq\":%d,\"next_by_subj\":\"%s\",\"batch\":%d,\"max_bytes\":%d}"
                        .formatted(Math.max(1, from), subject, most, MOST_BYTES));
    }

    /**
     * Messages in order, whatever their subject.
     *
     * @param from the sequence to begin with
     * @param most how many at most
     */
    List<Message> batch(long from, int most) {
        return batch(
                "{\"seq\":%d,\"batch\":%d,\"max_bytes\":%d}"
                        .formatted(Math.max(1, from), most, MOST_BYTES));
    }

    private List<Message> batch(String request) {
        Connection connection = link.connection();
        String inbox = connection.createInbox();
        begin(BATCH);
        try {
            Subscription answers = connection.subscribe(inbox);
            try {
                connection.publish(subject, inbox, request.getBytes(StandardCharsets.UTF_8));
                return collect(answers);
            } finally {
                answers.unsubscribe();
            }
        } catch (IllegalStateException e) {
            throw away(e);
        } catch (InterruptedException e) {
            throw interrupted();
        } finally {
            asking.release(BATCH);
        }
    }

    private void begin(int weight) {
        try {
            asking.acquire(weight);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private List<Message> collect(Subscription answers) throws InterruptedException {
        List<Message> messages = new ArrayList<>();
        while (true) {
            Message answer = answers.nextMessage(TIMEOUT);
            if (answer == null) {
                throw silent();
            }
            if (!answer.isStatusMessage()) {
                messages.add(answer);
                continue;
            }
            int code = answer.getStatus().getCode();
            if (code == END_OF_BATCH || code == NOTHING_THERE) {
                return messages;
            }
            throw refused(answer);
        }
    }

    /**
     * The messages with these sequences, in the same order; empty where there is none, or a replica
     * of the stream does not have it yet.
     *
     * @param bytes about how large they are together
     */
    List<Optional<Message>> each(List<Long> sequences, long bytes) {
        Connection connection = link.connection();
        int weight = Math.clamp(bytes / BYTES, 1, BATCH);
        List<CompletableFuture<Message>> answers = new ArrayList<>(sequences.size());
        List<Optional<Message>> messages = new ArrayList<>(sequences.size());
        begin(weight);
        try {
            for (long sequence : sequences) {
                String request = "{\"seq\":" + sequence + "}";
                answers.add(
                        connection.requestWithTimeout(
                                subject, request.getBytes(StandardCharsets.UTF_8), TIMEOUT));
            }
            for (CompletableFuture<Message> answer : answers) {
                messages.add(one(answer.get()));
            }
            return messages;
        } catch (ExecutionException | CancellationException e) {
            throw silent();
        } catch (IllegalStateException e) {
            throw away(e);
        } catch (InterruptedException e) {
            throw interrupted();
        } finally {
            asking.release(weight);
        }
    }

    private Optional<Message> one(Message answer) {
        if (!answer.isStatusMessage()) {
            return Optional.of(answer);
        }
        if (answer.getStatus().getCode() == NOTHING_THERE) {
            return Optional.empty();
        }
        throw refused(answer);
    }

    /** As {@link #batch(String, long, int)}, with what the server says of each. */
    List<MessageInfo> infos(String subject, long from, int most) {
        return batch(subject, from, most).stream()
                .map(message -> new MessageInfo(message, stream, true))
                .toList();
    }

    /** The sequence of a message that was read. */
    static long sequence(Message message) {
        return Long.parseLong(header(message, "Nats-Sequence"));
    }

    /** The subject that a message that was read was published on. */
    static String subject(Message message) {
        return header(message, "Nats-Subject");
    }

    private static String header(Message message, String name) {
        return requireNonNull(requireNonNull(message.getHeaders()).getLast(name));
    }

    private StreamException away(IllegalStateException e) {
        return new StreamException("cannot read " + stream, e);
    }

    private StreamException silent() {
        return new StreamException(stream + " does not answer");
    }

    private StreamException refused(Message answer) {
        return new StreamException(
                "%s refused to be read: %s".formatted(stream, answer.getStatus()));
    }

    private StreamException interrupted() {
        Thread.currentThread().interrupt();
        return new StreamException("interrupted while reading " + stream);
    }
}
