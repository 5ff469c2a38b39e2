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

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

    /** Below the keep-alive of common servers, so that we seldom write as they close. */
    private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(4);

    private static final Duration DESTINATION_IDLE_TIMEOUT = Duration.ofMinutes(1);

    /** Lanes bound what is in flight; this only keeps a mistake there from taking all sockets. */
    private static final int MAX_CONNECTIONS = 20_000;

    private final HttpClient client;
    private final Clock clock;
    private final ResponseBudget budget;
    private final UnaryOperator<SocketAddressResolver> guard;
    private final LongSupplier largestEvent;

    /** Connections that have carried a request: only those may meet the server's idle close. */
    private final Set<Connection> used = ConcurrentHashMap.newKeySet();

    private final AtomicInteger tidyAt = new AtomicInteger(MAX_CONNECTIONS);

    /**
     * For functions, which may answer with events.
     *
     * @param budget the memory for responses, one for all invokers
     * @param largestEvent how large an event may be, in bytes
     */
    public Invoker(Clock clock, ResponseBudget budget, LongSupplier largestEvent) {
        this(clock, budget, UnaryOperator.identity(), largestEvent);
    }

    /**
     * For places that not everybody may reach, and whose answers are no events.
     *
     * @param budget the memory for responses, one for all invokers
     * @param guard wraps what resolves names, to refuse addresses
     */
    public Invoker(Clock clock, ResponseBudget budget, UnaryOperator<SocketAddressResolver> guard) {
        this(clock, budget, guard, () -> 0);
    }

    private Invoker(
            Clock clock,
            ResponseBudget budget,
            UnaryOperator<SocketAddressResolver> guard,
            LongSupplier largestEvent) {
        this.clock = clock;
        this.budget = budget;
        this.guard = guard;
        this.largestEvent = largestEvent;
        this.client = new HttpClient(new LimitedTransport());
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
        client.setMaxResponseHeadersSize(ResponseLimits.MAX_HEADER_BYTES);
        try {
            client.start();
        } catch (Exception e) {
            throw new IOException("the HTTP client cannot start", e);
        }
        client.getContentDecoderFactories().clear();
        // no redirects, no authentication, no upgrades: those would buffer bodies of their own
        client.getProtocolHandlers().clear();
        client.getProtocolHandlers().put(new InterimResponses());
    }

    /**
     * One attempt, with one more at once when a reused connection breaks: that is the server's idle
     * close, and no fault of the function.
     *
     * @param recentlyChanged whether the function changed a short time ago
     * @param kept how much of the response; its memory is to be released
     * @return completed with an outcome, and never exceptionally; within the invocation's timeout,
     *     or twice that when there are two attempts
     */
    public CompletableFuture<InvocationOutcome> invoke(
            Invocation invocation, boolean recentlyChanged, Kept kept) {
        AtomicBoolean reused = new AtomicBoolean();
        return attempt(invocation, recentlyChanged, kept, reused)
                .thenCompose(
                        outcome ->
                                reused.get() && isBroken(outcome)
                                        ? attempt(invocation, recentlyChanged, kept, reused)
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
            Invocation invocation, boolean recentlyChanged, Kept kept, AtomicBoolean reused) {
        Request request = request(invocation);
        ResponseCollector collector =
                new ResponseCollector(
                        budget.share(
                                invocation.function(), () -> ResponseCollector.breakOff(request)),
                        headers -> most(headers, kept),
                        client.getExecutor(),
                        client.getScheduler());
        long begunAt = System.nanoTime();
        request.onRequestBegin(
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
                                        ? classified(
                                                invocation,
                                                answer,
                                                Duration.ofNanos(System.nanoTime() - begunAt),
                                                recentlyChanged)
                                        : failed(failure, invocation));
    }

    /** Memory of a response that no outcome carries is released here: nothing else finds it. */
    private InvocationOutcome classified(
            Invocation invocation,
            FunctionResponse response,
            Duration took,
            boolean recentlyChanged) {
        boolean carried = false;
        try {
            InvocationOutcome outcome =
                    Responses.classify(
                            invocation, response, took, recentlyChanged, clock.instant());
            carried = outcome.received().isPresent();
            return outcome;
        } finally {
            if (!carried) {
                response.memory().release();
            }
        }
    }

    /** An answer that is an event may be as large as one. */
    private int most(MessageHeaders headers, Kept kept) {
        long event =
                kept != Kept.EXCERPT && ContentMode.isClaimed(headers)
                        ? Math.max(
                                ResponseLimits.MAX_BODY_BYTES,
                                ContentMode.STRUCTURED.most(largestEvent.getAsLong()))
                        : 0;
        int usual = kept == Kept.BODY ? ResponseLimits.MAX_BODY_BYTES : ResponseBudget.FREE;
        return (int) Math.min(Integer.MAX_VALUE, Math.max(usual, event));
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
            case NoCapacityException none ->
                    retryable(
                            Failure.UNTAKEN,
                            "the response of %s was not taken: %s"
                                    .formatted(where, none.getMessage()));
            case MalformedResponseException malformed ->
                    Responses.malformed(String.valueOf(malformed.getReason()));
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
