package com.justfaas.testkit;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A function on 127.0.0.1 that records every request and answers as it is told, rudely if need be:
 * that is why it speaks HTTP/1.1 over sockets of its own. Without being told it answers 200 with an
 * empty body.
 */
public final class RecordingFunction implements AutoCloseable {

    private final Acceptor acceptor = new Acceptor("function", FreePorts.pick(), this::converse);
    private final List<ReceivedRequest> requests = Collections.synchronizedList(new ArrayList<>());
    private volatile Function<ReceivedRequest, Answer> answers = _ -> Answer.status(200);

    private RecordingFunction() {}

    /** A function that listens on a free port. */
    public static RecordingFunction started() {
        RecordingFunction function = new RecordingFunction();
        function.start();
        return function;
    }

    /** Listens again, on the same port. */
    public void start() {
        acceptor.listen();
    }

    /**
     * Resets its connections and refuses new ones, as a pod that is gone. What it recorded stays.
     */
    public void stop() {
        acceptor.refuse();
        acceptor.breakAll(Sockets::reset);
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:%d/".formatted(port()));
    }

    public int port() {
        return acceptor.port();
    }

    /** From now on each answer is given once, in this order, and the last one for ever. */
    public void answer(Answer first, Answer... others) {
        Deque<Answer> left = new ArrayDeque<>(List.of(others));
        left.addFirst(first);
        answerBy(
                _ -> {
                    synchronized (left) {
                        return left.size() > 1 ? left.removeFirst() : left.getFirst();
                    }
                });
    }

    /** From now on each request gets what this makes of it, possibly for several at a time. */
    public void answerBy(Function<ReceivedRequest, Answer> program) {
        answers = program;
    }

    /** What came since the start or the last {@link #forget()}, in order of arrival. */
    public List<ReceivedRequest> requests() {
        return List.copyOf(requests);
    }

    public int requestCount() {
        return requests.size();
    }

    public void forget() {
        requests.clear();
    }

    /** Waits for that many requests; an error shows those that came. */
    public List<ReceivedRequest> awaitRequests(int count, Duration timeout) {
        Polling.await(
                "the function has %d requests".formatted(count),
                timeout,
                () -> requestCount() >= count,
                () -> "it has %d: %s".formatted(requestCount(), requests()));
        return requests();
    }

    @Override
    public void close() {
        stop();
    }

    private void converse(Socket socket) throws IOException, InterruptedException {
        FunctionConnection connection = new FunctionConnection(socket);
        while (connection.isOpen()) {
            Optional<ReceivedRequest> request = connection.next();
            if (request.isEmpty()) {
                return;
            }
            requests.add(request.get());
            answers.apply(request.get()).give(connection);
        }
    }
}
