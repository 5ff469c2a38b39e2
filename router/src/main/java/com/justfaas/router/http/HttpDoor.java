package com.justfaas.router.http;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.router.ParsedEndpoint;
import io.javalin.util.JavalinException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.function.IntConsumer;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ThreadPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An HTTP/1.1 server: requests on virtual threads, connections bounded in number and idle time,
 * requests bounded in time and size, and every error a {@link Problem}, also those that Jetty finds
 * before a route does.
 */
public final class HttpDoor implements AutoCloseable {

    /**
     * Most bytes of a request's line and headers. CloudEvents wants events of 64 KiB to pass, and
     * in binary mode all of one may be attributes.
     */
    public static final int MAX_HEADER_BYTES = 64 * 1024;

    /** Most headers of a request: with each of them, what is made of it grows. */
    public static final int MAX_HEADERS = 200;

    private static final Logger LOG = LoggerFactory.getLogger(HttpDoor.class);
    private static final int ACCEPT_QUEUE = 1024;
    private static final int MAX_PLATFORM_THREADS = 16;
    private static final int MIN_PLATFORM_THREADS = 4;

    private final HttpDoorSettings settings;
    private final List<RouteModule> modules;
    private final IntConsumer refusals;
    private final IdleConnections<HttpServerConnection> idle = new IdleConnections<>();
    private volatile List<ParsedEndpoint> endpoints = List.of();
    private @Nullable Javalin server;

    public HttpDoor(HttpDoorSettings settings, List<? extends RouteModule> modules) {
        this(settings, modules, _ -> {});
    }

    /**
     * @param refusals told the status of each answer that no route gave
     */
    public HttpDoor(
            HttpDoorSettings settings, List<? extends RouteModule> modules, IntConsumer refusals) {
        this.settings = settings;
        List<RouteModule> all = new ArrayList<>(modules);
        all.add(new OpenApiRoute(settings.name(), modules));
        this.modules = List.copyOf(all);
        this.refusals = refusals;
    }

    /**
     * Listens when it returns.
     *
     * @throws CannotListenException when the port is taken or not ours to take
     */
    public synchronized void start() {
        Javalin starting = Javalin.create(this::configure);
        endpoints =
                starting.unsafe.internalRouter.allHttpHandlers().stream()
                        .filter(handler -> handler.endpoint.method.isHttpMethod())
                        .toList();
        starting.start();
        server = starting;
        LOG.atDebug().log("{} listens on port {}", settings.name(), port());
    }

    private JsonNode description() {
        return ApiDocument.of(
                settings.name(),
                modules.stream().flatMap(module -> module.api().stream()).toList());
    }

    private List<String> routes() {
        return endpoints.stream()
                .map(handler -> handler.endpoint.method.name() + " " + handler.endpoint.path)
                .sorted()
                .toList();
    }

    /** The port that it listens on, which the settings may have left open. */
    public synchronized int port() {
        return requireNonNull(server, "not started").port();
    }

    /** Takes no more connections, and returns when the requests in flight are answered. */
    @Override
    public synchronized void close() {
        Javalin stopping = server;
        server = null;
        if (stopping == null) {
            return;
        }
        try {
            stopping.stop();
        } catch (JavalinException e) {
            LOG.atWarn()
                    .log(
                            "{} did not finish its requests within {}",
                            settings.name(),
                            settings.limits().stop());
        }
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.jetty.threadPool = threads();
        config.jetty.modifyServer(
                jetty -> {
                    jetty.setErrorHandler(new ProblemErrorHandler(refusals));
                    jetty.setStopTimeout(settings.limits().stop().toMillis());
                    jetty.setHandler(new HeadAsGet());
                    jetty.addBean(new ConnectionLimit(settings, jetty, idle));
                });
        config.jetty.modifyHttpConfiguration(
                http -> {
                    http.setRequestHeaderSize(MAX_HEADER_BYTES);
                    http.setUriCompliance(UriCompliance.DEFAULT);
                });
        config.jetty.addConnector(this::connector);
        new ErrorRoutes(settings.name(), this::routes, refusals).addTo(config);
        RoutePaths paths = new RoutePaths(() -> endpoints);
        config.routes.before(new MethodRule(paths));
        config.routes.before(new DeclaredParameters(paths, this::description));
        modules.forEach(module -> module.addTo(config.routes));
    }

    /** A few platform threads for sockets; each request gets a virtual one. */
    private ThreadPool threads() {
        QueuedThreadPool pool = new QueuedThreadPool(MAX_PLATFORM_THREADS, MIN_PLATFORM_THREADS);
        pool.setName("http-" + settings.name());
        pool.setDaemon(true);
        pool.setReservedThreads(0);
        pool.setVirtualThreadsExecutor(
                Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name("http-" + settings.name() + "-", 0).factory()));
        return pool;
    }

    private Connector connector(Server jetty, HttpConfiguration http) {
        ServerConnector connector =
                new ServerConnector(
                        jetty, 1, 1, new HttpServerConnections(http, settings.limits(), idle));
        connector.setHost(settings.address().getAddress().getHostAddress());
        connector.setPort(settings.port());
        connector.setAcceptQueueSize(ACCEPT_QUEUE);
        connector.setIdleTimeout(settings.limits().idle().toMillis());
        try {
            // here and not at the start, where Javalin logs the failure before it tells us
            connector.open();
        } catch (IOException e) {
            throw new CannotListenException(settings, e.getCause() == null ? e : e.getCause());
        }
        return connector;
    }
}
