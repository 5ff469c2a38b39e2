package com.justfaas.testkit;

import java.io.IOException;
import java.time.Duration;

/** What a {@link RecordingFunction} does with a request that it has recorded. */
@FunctionalInterface
public interface Answer {

    /**
     * Writes to the connection, waits, or breaks it.
     *
     * @throws IOException when the client went away
     * @throws InterruptedException when the function is stopped meanwhile
     */
    void give(FunctionConnection connection) throws IOException, InterruptedException;

    /** A complete answer with that status; headers and body can be added. */
    static Response status(int status) {
        return Response.of(status);
    }

    /** Waits first. */
    static Answer after(Duration delay, Answer answer) {
        return connection -> {
            Thread.sleep(delay);
            answer.give(connection);
        };
    }

    /** Leaves the client waiting until it hangs up or the function is stopped. */
    static Answer never() {
        return FunctionConnection::awaitHangUp;
    }

    /** Breaks the connection with a TCP reset. */
    static Answer reset() {
        return FunctionConnection::reset;
    }

    /** Closes the connection in order, without a word. */
    static Answer hangUp() {
        return FunctionConnection::hangUp;
    }

    /** Writes exactly this, be it HTTP or not, and closes the connection. */
    static Answer raw(String text) {
        return connection -> {
            connection.write(text);
            connection.hangUp();
        };
    }
}
