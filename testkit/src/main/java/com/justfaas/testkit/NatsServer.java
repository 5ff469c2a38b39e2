package com.justfaas.testkit;

import java.nio.file.Path;
import java.util.List;

/**
 * A real nats-server with JetStream. Its port and its streams outlive a restart; {@link #close()}
 * ends it and deletes its folder, if that was a temporary one.
 */
public final class NatsServer implements AutoCloseable {

    private final int port;
    private final int monitorPort;
    private final Home home;
    private final ServerProcess server;

    private NatsServer(int port, int monitorPort, Home home, ServerProcess server) {
        this.port = port;
        this.monitorPort = monitorPort;
        this.home = home;
        this.server = server;
    }

    public static NatsServer create() {
        return create(NatsOptions.defaults());
    }

    /** Picks its ports and writes its configuration; {@link #start()} starts it. */
    public static NatsServer create(NatsOptions options) {
        return create(options, NatsRoutes.NONE);
    }

    /** One of a cluster. */
    static NatsServer create(NatsOptions options, NatsRoutes routes) {
        List<Integer> free = FreePorts.pick(2);
        int port = options.port() == 0 ? free.getFirst() : options.port();
        int monitorPort = free.getLast();
        Home home = Home.of(options.folder(), "nats");
        home.write(
                "nats.conf",
                routes.configuration()
                        + options.configuration(port, monitorPort, home.subfolder("streams")));
        ChildCommand command =
                ChildCommand.of(
                        "nats-server",
                        home.file("nats.log"),
                        List.of(
                                ServerBinaries.locate().natsServer().toString(),
                                "-c",
                                home.file("nats.conf").toString()));
        HealthProbe health = HealthProbe.of("http://127.0.0.1:%d/healthz".formatted(monitorPort));
        return new NatsServer(
                port, monitorPort, home, new ServerProcess(command, health::succeeds));
    }

    /** Returns when it is healthy: it takes connections and has recovered its streams. */
    public void start() {
        server.start();
    }

    /** In order; nothing happens when it does not run. */
    public void stop() {
        server.stop();
    }

    /** {@code kill -9}. */
    public void kill() {
        server.kill();
    }

    /** SIGSTOP: connections stay open and nobody answers. */
    public void pause() {
        server.pause();
    }

    public void resume() {
        server.resume();
    }

    /** Stops it, if it runs, and starts it on the same port with the same streams. */
    public void restart() {
        server.restart();
    }

    /** Its disk is lost, and with it every stream. Not while it runs. */
    public void wipe() {
        Home.delete(streamsFolder());
    }

    public boolean isRunning() {
        return server.isRunning();
    }

    public String url() {
        return "nats://127.0.0.1:" + port;
    }

    public int port() {
        return port;
    }

    /** Of nats-server's HTTP monitoring: {@code /healthz}, {@code /jsz}, {@code /connz}, … */
    public String monitorUrl() {
        return "http://127.0.0.1:" + monitorPort;
    }

    /** Where the streams are on disk. */
    public Path streamsFolder() {
        return home.file("streams");
    }

    /** The process of now, or the last one. */
    public ChildProcess process() {
        return server.process();
    }

    @Override
    public void close() {
        server.close();
        home.release();
    }
}
