package com.justfaas.router.callback;

import com.justfaas.events.EventTypes;
import com.justfaas.events.FunctionName;
import com.justfaas.events.Payload;
import com.justfaas.events.codec.DeliveryRecord;
import com.justfaas.events.codec.StoredEvent;
import com.justfaas.router.invocation.Attempt;
import com.justfaas.router.invocation.Invocation;
import com.justfaas.router.invocation.InvocationOutcome;
import com.justfaas.router.invocation.InvokeUrl;
import com.justfaas.router.invocation.Invoker;
import com.justfaas.router.invocation.Kept;
import com.justfaas.router.invocation.ResponseBudget;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.SocketAddressResolver;

/** All that a callback passes on its way out, with a DNS that says what it is told to say. */
final class EgressFixture implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    final PlatformAddresses platform = new PlatformAddresses();
    final WebhookUrls urls;
    private final Invoker functions;
    private final Invoker services;
    private final Invoker web;
    private final CallbackCaller caller;
    private final Deque<List<String>> dns = new ArrayDeque<>();
    private final List<String> asked = new ArrayList<>();

    EgressFixture(String... allow) {
        EgressRules rules = new EgressRules(List.of(allow), platform);
        Clock clock = Clock.systemUTC();
        urls = new WebhookUrls(rules);
        ResponseBudget budget = new ResponseBudget(1 << 20);
        functions = new Invoker(clock, budget, _ -> new Scripted());
        services = new Invoker(clock, budget, _ -> new EgressGuard(new Scripted(), rules, true));
        web = new Invoker(clock, budget, _ -> new EgressGuard(new Scripted(), rules, false));
        caller =
                new CallbackCaller(
                        new CallbackInvocations(
                                new InvokeUrl(InvokeUrl.DEFAULT),
                                new CallbackSignatures(List.of(), clock)),
                        urls,
                        call -> functions.invoke(call, false, Kept.EXCERPT),
                        services,
                        web);
        try {
            functions.start();
            services.start();
            web.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Literals mean themselves; for names each answer is given once, the last one for ever. */
    private final class Scripted implements SocketAddressResolver {
        @Override
        public void resolve(
                String host,
                int port,
                Map<String, Object> context,
                Promise<List<InetSocketAddress>> promise) {
            List<String> addresses;
            synchronized (dns) {
                asked.add(host);
                boolean literal = host.contains(":") || HostNames.isQuad(host);
                addresses =
                        literal
                                ? List.of(host.replaceAll("[\\[\\]]", ""))
                                : dns.size() > 1 ? dns.removeFirst() : dns.getFirst();
            }
            promise.succeeded(
                    addresses.stream()
                            .map(InetAddress::ofLiteral)
                            .map(address -> new InetSocketAddress(address, port))
                            .toList());
        }
    }

    /** What a name resolves to: these addresses. */
    EgressFixture answers(String... addresses) {
        synchronized (dns) {
            dns.add(Arrays.asList(addresses));
        }
        return this;
    }

    /** How often DNS was asked. */
    int lookups() {
        synchronized (dns) {
            return asked.size();
        }
    }

    /** A callback of the function shop/checkout, as it comes out of the stream of events. */
    InvocationOutcome call(String url) {
        StoredEvent callback =
                new StoredEvent(
                        CloudEventBuilder.v1()
                                .withId("1")
                                .withSource(URI.create("/"))
                                .withType(EventTypes.CALLBACK)
                                .withExtension("functionname", "checkout")
                                .withExtension("functionnamespace", "shop")
                                .withData("hello".getBytes(StandardCharsets.UTF_8))
                                .build(),
                        url);
        FunctionName lane = new FunctionName(CallbackTarget.HOSTS, "x");
        DeliveryRecord record = DeliveryRecord.first(lane, "", 1, Instant.EPOCH, callback);
        return caller.call(record, new Attempt(1, false, TIMEOUT)).join();
    }

    /** As if nobody had looked at the URL: only the guard is left. */
    InvocationOutcome dial(URI uri, boolean ownService) {
        return (ownService ? services : web)
                .invoke(
                        new Invocation(
                                new FunctionName(CallbackTarget.HOSTS, "x"),
                                "POST",
                                uri,
                                List.of(),
                                Payload.EMPTY,
                                TIMEOUT),
                        false,
                        Kept.EXCERPT)
                .join();
    }

    @Override
    public void close() {
        web.close();
        services.close();
        functions.close();
    }
}
