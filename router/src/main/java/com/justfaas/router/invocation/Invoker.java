package com.justfaas.router.invocation;

import com.justfaas.events.Payload;
import com.justfaas.router.binding.ContentMode;
import com.justfaas.router.binding.MessageHeaders;
import com.justfaas.router.invocation.Invocation.Header;
import com.justfaas.router.invocation.InvocationOutcome.Failure;
import com.justfaas.router.invocation.InvocationOutcome.Forbidden;
import com.justfaas.router.invocation.InvocationOutcome.Retryable;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.Connection;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.util.SocketAddressResolver;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.eclipse.jetty.util.thread.Scheduler;
import org.eclipse.jetty.util.thread.VirtualThreadPool;

/** Sends invocations. */
public final class Invoker implements AutoCloseable {

    /** Most that is kept of an answer that is no event; it travels on to a callback. */
    public static final int MAX_RESPONSE_BYTES = 1024 * 1024;

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

    /** Below the keep-alive of common servers, so that we seldom write as they close. */
    private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(4);

    private static final Duration DESTINATION_IDLE_TIMEOUT = Duration.ofMinutes(1);

    /** Lanes bound what is in flight; this only keeps a mistake there from taking all sockets. */
    private static final int MAX_CONNECTIONS = 20_000;

    private final HttpClient client;
    private final Clock clock;
    private final UnaryOperator<SocketAddressResolver> guard;
    private final LongSupplier largestEvent;

    /** Connections that have carried a request: only those may meet the server's idle close. */
    private final Set<Connection> used = ConcurrentHashMap.newKeySet();

    private final AtomicInteger tidyAt = new AtomicInteger(MAX_CONNECTIONS);

    /**
     * For functions, which may answer with events.
     *
     * @param largestEvent how large an event may be, in bytes
     */
    public Invoker(Clock clock, LongSupplier largestEvent) {
        this(clock, UnaryOperator.identity(), largestEvent);
    }

    /**
     * For places that not everybody may reach, and whose answers are no events.
     *
     * @param guard wraps what resolves names, to refuse addresses
     */
    public Invoker(Clock clock, UnaryOperator<SocketAddressResolver> guard) {
        this(clock, guard, () -> 0);
    }

    private Invoker(
            Clock clock, UnaryOperator<SocketAddressResolver> guard, LongSupplier largestEvent) {
        this.clock = clock;
        this.guard = guard;
        this.largestEvent = largestEvent;
        this.client = new HttpClient();
    }

    /**
     * Makes ready to send.
     *
     * @throws IOException when the HTTP client cannot start
     */
    public void start() throws IOException {
        VirtualThreadPool threads = new VirtualThreadPool();
        threads.setName("invoke");
        client.setExecutor(threads);
        Scheduler timer = new ScheduledExecutorScheduler("invoke-timer", true);
        client.setScheduler(timer);
        client.setSocketAddressResolver(
                guard.apply(
                        new SocketAddressResolver.Async(
                                threads, timer, CONNECT_TIMEOUT.toMillis())));
        // a request without a content type stays one: what an event does not say, we do not invent
        client.setDefaultRequestContentType(null);
        client.setFollowRedirects(false);
        client.setHttpCookieStore(new HttpCookieStore.Empty());
        client.setConnectTimeout(CONNECT_TIMEOUT.toMillis());
        client.setAddressResolutionTimeout(CONNECT_TIMEOUT.toMillis());
        client.setIdleTimeout(IDLE_TIMEOUT.toMillis());
        // senders choose the hosts of callbacks: what is not used is forgotten
        client.setDestinationIdleTimeout(DESTINATION_IDLE_TIMEOUT.toMillis());
        client.setMaxConnectionsPerDestination(MAX_CONNECTIONS);
        client.setMaxRequestsQueuedPerDestination(MAX_CONNECTIONS);
        client.setUserAgentField(new HttpField("User-Agent", "faas-events"));
        try {
            client.start();
        } catch (Exception e) {
            throw new IOException("the HTTP client cannot start", e);
        }
        client.getContentDecoderFactories().clear();
    }

    /**
     * One attempt, with one more at once when a reused connection breaks: that is the server's idle
     * close, and no fault of the function.
     *
     * @param recentlyChanged whether the function changed a short time ago
     * @return completed with an outcome, and never exceptionally; within the invocation's timeout,
     *     or twice that when there are two attempts
     */
    public CompletableFuture<InvocationOutcome> invoke(
            Invocation invocation, boolean recentlyChanged) {
        AtomicBoolean reused = new AtomicBoolean();
        return attempt(invocation, recentlyChanged, reused)
                .thenCompose(
                        outcome ->
                                reused.get() && isBroken(outcome)
                                        ? attempt(invocation, recentlyChanged, reused)
                                        : CompletableFuture.completedFuture(outcome));
    }

    private boolean isReused(Connection connection) {
        if (used.contains(connection)) {
            return true;
        }
        used.add(connection);
        int limit = tidyAt.get();
        if (used.size() > limit) {
            used.removeIf(Connection::isClosed);
            tidyAt.compareAndSet(limit, Math.max(MAX_CONNECTIONS, 2 * used.size()));
        }
        return false;
    }

    private static boolean isBroken(InvocationOutcome outcome) {
        return outcome instanceof Retryable retryable && retryable.failure() == Failure.BROKEN;
    }

    private CompletableFuture<InvocationOutcome> attempt(
            Invocation invocation, boolean recentlyChanged, AtomicBoolean reused) {
        ResponseCollector collector = new ResponseCollector(this::most);
        long begunAt = System.nanoTime();
        request(invocation)
                .onRequestBegin(
                        begun -> {
                            Connection connection = begun.getConnection();
                            reused.set(connection != null && isReused(connection));
                        })
                .send(collector);
        return collector
                .answer()
                .handle(
                        (answer, failure) ->
                                failure == null
                                        ? Responses.classify(
                                                invocation,
                                                answer,
                                                Duration.ofNanos(System.nanoTime() - begunAt),
                                                recentlyChanged,
                                                clock.instant())
                                        : failed(failure, invocation));
    }

    /** An answer that is an event may be as large as one. */
    private long most(MessageHeaders headers) {
        return ContentMode.isClaimed(headers)
                ? Math.max(
                        MAX_RESPONSE_BYTES, ContentMode.STRUCTURED.most(largestEvent.getAsLong()))
                : MAX_RESPONSE_BYTES;
    }

    private Request request(Invocation invocation) {
        Request request =
                client.newRequest(invocation.uri())
                        .method(invocation.method())
                        .timeout(invocation.timeout().toMillis(), TimeUnit.MILLISECONDS)
                        // the whole attempt has a limit, a silent one within it has none
                        .idleTimeout(invocation.timeout().toMillis() + 1000, TimeUnit.MILLISECONDS);
        request.headers(
                fields -> {
                    for (Header header : invocation.headers()) {
                        fields.add(header.name(), header.value());
                    }
                });
        boolean bodyless = invocation.method().equals("GET") || invocation.method().equals("HEAD");
        if (!invocation.body().isEmpty() || !bodyless) {
            request.body(content(invocation.body()));
        }
        return request;
    }

    /** Without a content type: the event's stands among the headers, if it has one. */
    private static Request.Content content(Payload body) {
        return body.size() < LargeContent.LARGE
                ? new BytesRequestContent((String) null, body.bytes())
                : new LargeContent(body);
    }

    private static InvocationOutcome failed(Throwable failure, Invocation invocation) {
        String where = invocation.uri().getRawAuthority();
        return switch (failure) {
            case SecurityException refused ->
                    new Forbidden(String.valueOf(refused.getMessage()), Optional.empty());
            case SocketTimeoutException _ ->
                    retryable(Failure.UNREACHABLE, "no connection to %s in time".formatted(where));
            case ConnectException _ ->
                    retryable(Failure.UNREACHABLE, "%s refused the connection".formatted(where));
            case UnknownHostException _ -> retryable(Failure.UNREACHABLE, "no such host: " + where);
            case UnresolvedAddressException _ ->
                    retryable(Failure.UNREACHABLE, "no such host: " + where);
            case NoRouteToHostException _ -> retryable(Failure.UNREACHABLE, "no route to " + where);
            case PortUnreachableException _ ->
                    retryable(Failure.UNREACHABLE, "no route to " + where);
            case RejectedExecutionException _ ->
                    retryable(Failure.OURS, "too many requests wait for " + where);
            case TimeoutException _ ->
                    retryable(
                            Failure.TIMEOUT,
                            "no whole answer within %d ms"
                                    .formatted(invocation.timeout().toMillis()));
            case EOFException _ ->
                    retryable(Failure.BROKEN, "%s closed the connection".formatted(where));
            default ->
                    retryable(
                            Failure.BROKEN,
                            "the connection to %s broke: %s"
                                    .formatted(where, failure.getMessage()));
        };
    }

    private static Retryable retryable(Failure failure, String detail) {
        return new Retryable(failure, detail, Optional.empty(), Optional.empty());
    }

    @Override
    public void close() {
        try {
            client.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the HTTP client did not stop", e);
        }
    }
}
