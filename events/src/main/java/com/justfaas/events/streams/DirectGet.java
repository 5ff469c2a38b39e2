package com.justfaas.events.streams;

import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Subscription;
import io.nats.client.api.MessageInfo;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads messages of one subject in one request (JetStream's batched direct get, server 2.11 and
 * newer), which the client library has no call for.
 */
final class DirectGet {

    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    /** Most bytes of one answer: it is held in memory. */
    private static final int MOST_BYTES = 4 * 1024 * 1024;

    private static final int END_OF_BATCH = 204;
    private static final int NOTHING_THERE = 404;

    private final NatsLink link;
    private final String stream;

    DirectGet(NatsLink link, String stream) {
        this.link = link;
        this.stream = stream;
    }

    /**
     * Messages of a subject in order.
     *
     * @param subject may hold wildcards
     * @param from the sequence to begin with
     * @param most how many at most
     */
    List<MessageInfo> batch(String subject, long from, int most) {
        Connection connection = link.connection();
        String request =
                "{\"seq\":%d,\"next_by_subj\":\"%s\",\"batch\":%d,\"max_bytes\":%d}"
                        .formatted(Math.max(1, from), subject, most, MOST_BYTES);
        String inbox = connection.createInbox();
        try {
            Subscription answers = connection.subscribe(inbox);
            try {
                connection.publish(
                        "$JS.API.DIRECT.GET." + stream,
                        inbox,
                        request.getBytes(StandardCharsets.UTF_8));
                return collect(answers);
            } finally {
                answers.unsubscribe();
            }
        } catch (IllegalStateException e) {
            throw new StreamException("cannot read " + stream, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StreamException("interrupted while reading " + stream);
        }
    }

    private List<MessageInfo> collect(Subscription answers) throws InterruptedException {
        List<MessageInfo> messages = new ArrayList<>();
        while (true) {
            Message answer = answers.nextMessage(TIMEOUT);
            if (answer == null) {
                throw new StreamException(stream + " does not answer");
            }
            // asked of the message: MessageInfo takes the end of a batch for a message
            if (!answer.isStatusMessage()) {
                messages.add(new MessageInfo(answer, stream, true));
                continue;
            }
            int code = answer.getStatus().getCode();
            if (code == END_OF_BATCH || code == NOTHING_THERE) {
                return messages;
            }
            throw new StreamException(
                    "%s refused to be read: %s".formatted(stream, answer.getStatus()));
        }
    }
}
