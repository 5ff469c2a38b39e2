package com.justfaas.playground.gateway;

import com.justfaas.playground.functions.FunctionCaller;
import com.justfaas.playground.functions.FunctionLookup;
import com.justfaas.playground.functions.LocalCaller;
import com.justfaas.playground.functions.SampleCaller;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.eclipse.jetty.http.UriCompliance;

/** The gateway's web server, on 127.0.0.1. */
public final class Gateway implements AutoCloseable {

    private static final List<HandlerType> ANY =
            List.of(
                    HandlerType.GET,
                    HandlerType.HEAD,
                    HandlerType.POST,
                    HandlerType.PUT,
                    HandlerType.PATCH,
                    HandlerType.DELETE,
                    HandlerType.OPTIONS);
    private static final long MAX_BODY_BYTES = 64L << 20;

    private final HttpClient client;
    private final Javalin server;
    private final int port;

    private Gateway(HttpClient client, Javalin server, int port) {
        this.client = client;
        this.server = server;
        this.port = port;
    }

    /**
     * Wires it; {@link #start()} starts it.
     *
     * @param port to listen on; 0 is any
     * @param events where the events component takes events
     * @param traffic is told what passed, from several threads
     */
    public static Gateway create(
            int port, URI events, FunctionLookup functions, Consumer<Traffic> traffic) {
        return create(port, events, functions, traffic, TryPolicy.PLATFORM);
    }

    static Gateway create(
            int port,
            URI events,
            FunctionLookup functions,
            Consumer<Traffic> traffic,
            TryPolicy policy) {
        HttpClient client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(Duration.ofSeconds(2))
                        .build();
        FunctionCaller caller = new FunctionCaller(new LocalCaller(client), new SampleCaller());
        CallCounts counts = new CallCounts();
        Clock clock = Clock.systemUTC();
        Forwarding forwarding = new Forwarding(functions, caller, counts, policy);
        Handler proxy = new ProxyRoute(forwarding, traffic, clock);
        Handler async = new AsyncRoute(events, client, counts, traffic, clock);
        Handler callbacks = new CallbackRoute(traffic, clock);
        Javalin server =
                Javalin.create(
                        config -> {
                            serveLikeThePlatform(config);
                            for (HandlerType method : ANY) {
                                config.routes.addHttpHandler(method, "/proxy/*", proxy);
                                config.routes.addHttpHandler(method, "/proxy-async/*", async);
                            }
                            config.routes.post("/callbacks/*", callbacks);
                            config.routes.get("/metrics", ctx -> ctx.result(counts.text()));
                            config.routes.get("/healthz", ctx -> ctx.result("ok"));
                        });
        return new Gateway(client, server, port);
    }

    private static void serveLikeThePlatform(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.startupWatcherEnabled = false;
        config.concurrency.useVirtualThreads = true;
        config.http.maxRequestSize = MAX_BODY_BYTES;
        config.jetty.modifyHttpConfiguration(http -> http.setUriCompliance(UriCompliance.UNSAFE));
    }

    public void start() {
        server.start("127.0.0.1", port);
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    /** Calls in progress are cut off. */
    @Override
    public void close() {
        server.stop();
        client.shutdownNow();
    }
}
