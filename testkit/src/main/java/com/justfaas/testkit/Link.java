package com.justfaas.testkit;

import com.justfaas.testkit.FaultProxy.Direction;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.function.Consumer;

/** A connection through a {@link FaultProxy}: two sockets, and a pump each way. */
record Link(Socket client, Socket server, Weather weather) {

    private static final int BUFFER_BYTES = 64 * 1024;

    /** Returns when both ways have ended. */
    void run() throws InterruptedException {
        Thread back =
                Thread.ofVirtual()
                        .name("proxy-back-" + client.getPort())
                        .start(() -> pump(server, client, Direction.TO_CLIENT));
        try {
            pump(client, server, Direction.TO_SERVER);
            back.join();
        } finally {
            back.interrupt();
        }
    }

    void breakBoth(Consumer<Socket> how) {
        how.accept(client);
        how.accept(server);
    }

    /** An end on one side becomes an end on the other, a failure becomes a reset. */
    private void pump(Socket from, Socket to, Direction direction) {
        try {
            InputStream input = from.getInputStream();
            OutputStream output = to.getOutputStream();
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int size = input.read(buffer); size >= 0; size = input.read(buffer)) {
                weather.awaitPassage(direction);
                output.write(buffer, 0, size);
            }
            weather.awaitPassage(direction);
            to.shutdownOutput();
        } catch (IOException | InterruptedException broken) {
            breakBoth(Sockets::reset);
        }
    }
}
