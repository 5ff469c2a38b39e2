package com.justfaas.events.streams;

import com.justfaas.events.Names;
import com.justfaas.events.Names.Subjects.BacklogSubject;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.Message;
import io.nats.client.PurgeOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;

/** Removes copies from the backlog. */
final class CopyRemover {

    /** One code for several reasons, not all of which say that there is no such message. */
    private static final int DELETE_FAILED = 10057;

    /** Said of one that lies between others, and was removed. */
    private static final int NOT_FOUND = 10043;

    private static final String DELETE = "$JS.API.STREAM.MSG.DELETE." + Names.Streams.BACKLOG;
    private static final String SUCCESS = "\"success\":true";
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    /** The server drops requests of everybody when more than 10,000 wait for it. */
    private static final int MOST_ASKED = 1000;

    private final Semaphore asking = new Semaphore(MOST_ASKED);
    private final NatsLink link;
    private final StreamLife life;
    private final DirectGet reader;

    CopyRemover(NatsLink link, StreamLife life, DirectGet reader) {
        this.link = link;
        this.life = life;
        this.reader = reader;
    }

    void removeUpTo(BacklogSubject at, long sequence, Instant streamMade) {
        life.require(streamMade);
        try {
            link.connection()
                    .jetStreamManagement()
                    .purgeStream(
                            Names.Streams.BACKLOG,
                            PurgeOptions.builder()
                                    .subject(Names.Subjects.backlog(at.function(), at.tier()))
                                    .sequence(sequence + 1)
                                    .build());
        } catch (IOException | IllegalStateException e) {
            throw new StreamException("cannot purge " + Names.Streams.BACKLOG, e);
        } catch (JetStreamApiException e) {
            throw refused(e);
        }
    }

    void removeEach(List<Long> sequences, Instant streamMade) {
        List<CompletableFuture<Message>> answers = new ArrayList<>(sequences.size());
        try {
            Connection connection = link.connection();
            for (long sequence : sequences) {
                answers.add(ask(connection, sequence, streamMade));
            }
            for (int i = 0; i < sequences.size(); i++) {
                Message answer = answers.get(i).get();
                if (!new String(answer.getData(), StandardCharsets.UTF_8).contains(SUCCESS)) {
                    remove(sequences.get(i), streamMade); // which knows what a refusal means
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StreamException("interrupted while deleting from " + Names.Streams.BACKLOG);
        } catch (ExecutionException | CancellationException e) {
            throw new StreamException(Names.Streams.BACKLOG + " does not answer");
        } catch (IllegalStateException e) {
            throw cannotDelete(e);
        }
    }

    private CompletableFuture<Message> ask(Connection connection, long sequence, Instant streamMade)
            throws InterruptedException {
        String request = "{\"seq\":" + sequence + ",\"no_erase\":true}";
        asking.acquire();
        boolean asked = false;
        try {
            life.require(streamMade); // we may have waited for long
            CompletableFuture<Message> answer =
                    connection.requestWithTimeout(
                            DELETE, request.getBytes(StandardCharsets.UTF_8), TIMEOUT);
            asked = true;
            return answer.whenComplete((message, failure) -> asking.release());
        } finally {
            if (!asked) {
                asking.release();
            }
        }
    }

    void remove(long sequence, Instant streamMade) {
        life.require(streamMade);
        try {
            link.connection()
                    .jetStreamManagement()
                    .deleteMessage(Names.Streams.BACKLOG, sequence, false);
        } catch (IOException | IllegalStateException e) {
            throw cannotDelete(e);
        } catch (JetStreamApiException e) {
            boolean gone =
                    e.getApiErrorCode() == NOT_FOUND
                            || (e.getApiErrorCode() == DELETE_FAILED && !isThere(sequence));
            if (!gone) {
                throw refused(e);
            }
        }
    }

    private boolean isThere(long sequence) {
        return reader.each(List.of(sequence), Long.MAX_VALUE).getFirst().isPresent();
    }

    private static StreamException cannotDelete(Exception e) {
        return new StreamException("cannot delete from " + Names.Streams.BACKLOG, e);
    }

    private static StreamException refused(JetStreamApiException e) {
        return new StreamException(Names.Streams.BACKLOG + " refused", e);
    }
}
