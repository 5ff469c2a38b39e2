package com.justfaas.router;

import com.justfaas.events.Names;
import com.justfaas.events.codec.DeliveryRecord;
import com.justfaas.events.streams.AvailableFunctions;
import com.justfaas.events.streams.Backlog;
import com.justfaas.events.streams.DeadLetters;
import com.justfaas.events.streams.EventConsumer;
import com.justfaas.events.streams.EventPublisher;
import com.justfaas.events.streams.EventTrimmer;
import com.justfaas.events.streams.FunctionFeed;
import com.justfaas.events.streams.NatsLink;
import com.justfaas.events.streams.NatsSettings;
import com.justfaas.events.streams.ReplicaQuota;
import com.justfaas.events.streams.Replicas;
import com.justfaas.events.streams.StreamKeeper;
import com.justfaas.events.streams.StreamLimits;
import com.justfaas.events.streams.StreamSetup;
import com.justfaas.events.streams.Wakes;
import com.justfaas.router.backlog.BacklogMetrics;
import com.justfaas.router.backlog.BacklogReaders;
import com.justfaas.router.backlog.DeliveryRoutes;
import com.justfaas.router.callback.CallbackCaller;
import com.justfaas.router.callback.CallbackInvocations;
import com.justfaas.router.callback.CallbackSignatures;
import com.justfaas.router.callback.EgressGuard;
import com.justfaas.router.callback.EgressRules;
import com.justfaas.router.callback.PlatformAddresses;
import com.justfaas.router.callback.Receivers;
import com.justfaas.router.callback.WebhookUrls;
import com.justfaas.router.deadletter.DeadLetterApi;
import com.justfaas.router.engine.Aftermath;
import com.justfaas.router.engine.Attempts;
import com.justfaas.router.engine.CallCounts;
import com.justfaas.router.engine.CallReporter;
import com.justfaas.router.engine.Copies;
import com.justfaas.router.engine.Engine;
import com.justfaas.router.engine.EngineMetrics;
import com.justfaas.router.engine.EventFanOut;
import com.justfaas.router.engine.EventIntake;
import com.justfaas.router.engine.Faults;
import com.justfaas.router.engine.FunctionInvoker;
import com.justfaas.router.engine.Lanes;
import com.justfaas.router.engine.LargeEvents;
import com.justfaas.router.engine.ReplyStore;
import com.justfaas.router.functions.FunctionDirectory;
import com.justfaas.router.functions.KnownFunctions;
import com.justfaas.router.functions.UnheardEvents;
import com.justfaas.router.http.RouteModule;
import com.justfaas.router.ingress.IngressServer;
import com.justfaas.router.ingress.IngressSettings;
import com.justfaas.router.invocation.InvocationOutcome;
import com.justfaas.router.invocation.Invocations;
import com.justfaas.router.invocation.Invoker;
import com.justfaas.router.invocation.Kept;
import com.justfaas.router.invocation.ResponseBudget;
import com.justfaas.router.management.FunctionRoutes;
import com.justfaas.router.management.HealthCheck;
import com.justfaas.router.management.MatchRoutes;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes events in, and delivers them, from {@link #start} to {@link #close}. */
public final class Router implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Router.class);

    /** Of the heap, for events that are held; as much again for those that take long. */
    private static final long EVENT_BYTES = Runtime.getRuntime().maxMemory() / 8;

    /** Of the heap, for responses; storing one takes copies of it besides. */
    private static final long RESPONSE_BYTES = Runtime.getRuntime().maxMemory() / 16;

    private final RouterSettings settings;
    private final Clock clock;
    private final PlatformAddresses platform;
    private final NatsLink ingressLink;
    private final NatsLink deliveryLink;
    private final StreamKeeper streams;
    private final FunctionDirectory functions;
    private final FunctionFeed feed;
    private final KnownFunctions known;
    private final UnheardEvents unheard;
    private final IngressServer ingress;
    private final Invoker invoker;
    private final Invoker serviceInvoker;
    private final Invoker webInvoker;
    private final Engine engine;
    private final EventFanOut fanOut;
    private final EventConsumer consumer;
    private final Replicas replicas;
    private final BacklogReaders backlogReaders;
    private final DeadLetterApi deadLetterApi;
    private final Wakes wakes;
    private final CallReporter callReporter;
    private final EventTrimmer trimmer;

    /**
     * @param platform what callbacks never reach; NATS and the ingress are added to it
     */
    public Router(
            RouterSettings settings,
            PlatformAddresses platform,
            NatsSettings nats,
            StreamLimits limits,
            MeterRegistry registry,
            Clock clock) {
        this.settings = settings;
        this.platform = platform;
        this.clock = clock;
        platform.addNats(nats.url());
        EgressRules egress = new EgressRules(settings.callbacks().allow(), platform);
        WebhookUrls webhookUrls = new WebhookUrls(egress);
        ingressLink = new NatsLink("ingress", nats);
        deliveryLink = new NatsLink("delivery", nats);
        streams = new StreamKeeper(deliveryLink, new StreamSetup(limits));
        functions = new FunctionDirectory(registry);
        feed = new FunctionFeed(deliveryLink, functions);
        known =
                new KnownFunctions(
                        functions,
                        functions::isReady,
                        () -> feed.isCurrent() && deliveryLink.isConnected());
        unheard = new UnheardEvents(registry, clock);
        ingress =
                new IngressServer(
                        IngressSettings.onPort(settings.ingress().getPort())
                                .on(settings.ingress().getAddress()),
                        webhookUrls,
                        new EventPublisher(ingressLink),
                        known,
                        registry);

        EventPublisher publisher = new EventPublisher(deliveryLink);
        ResponseBudget responses = new ResponseBudget(RESPONSE_BYTES);
        invoker = new Invoker(clock, responses, publisher::maxEventSize);
        serviceInvoker = new Invoker(clock, responses, dns -> new EgressGuard(dns, egress, true));
        webInvoker = new Invoker(clock, responses, dns -> new EgressGuard(dns, egress, false));
        EngineMetrics metrics =
                new EngineMetrics(
                        registry,
                        !settings.invokeUrl().isGateway(),
                        name -> functions.get().find(name).isPresent());
        Faults faults = new Faults(registry);
        CallCounts callCounts = new CallCounts();
        FunctionInvoker functionInvoker = new FunctionInvoker(invoker, metrics, callCounts, faults);
        CallbackCaller callbacks =
                new CallbackCaller(
                        new CallbackInvocations(
                                settings.invokeUrl(),
                                new CallbackSignatures(settings.callbacks().secrets(), clock)),
                        webhookUrls,
                        call -> functionInvoker.invoke(call, false, Kept.EXCERPT),
                        serviceInvoker,
                        webInvoker);
        Backlog backlog = new Backlog(deliveryLink);
        DeadLetters deadLetters = new DeadLetters(deliveryLink);
        Lanes lanes = new Lanes(clock);
        Receivers receivers = new Receivers(functions);
        LargeEvents largeEvents = new LargeEvents(EVENT_BYTES);
        Copies copies = new Copies(backlog, deadLetters, clock);
        ReplyStore replies = new ReplyStore(publisher, copies, metrics);
        Attempts attempts =
                new Attempts(
                        new Invocations(settings.invokeUrl()),
                        functionInvoker,
                        callbacks,
                        replies,
                        this::startWaiting,
                        faults,
                        clock);
        engine =
                new Engine(
                        lanes,
                        attempts,
                        copies,
                        new Aftermath(publisher, replies),
                        largeEvents,
                        metrics,
                        faults,
                        clock,
                        this::pressure);
        fanOut = new EventFanOut(functions, engine, copies, unheard, metrics, faults, clock);
        EventIntake intake =
                new EventIntake(
                        functions, callbacks, engine, fanOut, deadLetters, metrics, faults, clock);
        replicas = new Replicas(deliveryLink);
        consumer =
                new EventConsumer(
                        deliveryLink,
                        () -> ReplicaQuota.of(replicas.live().size()),
                        EVENT_BYTES,
                        feed::isCurrent,
                        intake::take);
        FunctionCounter.builder("faas.replicas.signs.ignored", replicas, Replicas::ignored)
                .description(
                        "Signs of life that no replica gives, or that are of more replicas than are known at a time")
                .register(registry);
        backlogReaders =
                new BacklogReaders(
                        receivers,
                        feed::isCurrent,
                        backlog,
                        replicas,
                        lanes,
                        largeEvents,
                        engine,
                        new BacklogMetrics(registry, clock),
                        faults,
                        clock);
        deadLetterApi =
                new DeadLetterApi(
                        deadLetters, backlog, receivers::find, feed::isCurrent, registry, clock);
        wakes = new Wakes(deliveryLink, backlogReaders::wake);
        callReporter = new CallReporter(deliveryLink, replicas.self(), callCounts);
        AvailableFunctions.listen(
                deliveryLink,
                function -> {
                    lanes.isAvailable(function);
                    backlogReaders.wake(function);
                });
        trimmer = new EventTrimmer(deliveryLink, replicas::isFirst, settings.eventsKept(), clock);
        Gauge.builder("faas.deliveries.drift", () -> engine.balance().drift())
                .description(
                        "Deliveries that are neither over nor running: anything but 0 is a defect")
                .register(registry);
        Gauge.builder("faas.deliveries.running", engine::running)
                .description("Deliveries in flight on this replica")
                .register(registry);
        Gauge.builder("faas.deliveries.waiting", engine::waiting)
                .description("Deliveries of events that are held and that have not started yet")
                .register(registry);
        Gauge.builder("faas.responses.bytes", responses::used)
                .baseUnit("bytes")
                .description("Memory that responses larger than 4 KiB have reserved")
                .register(registry);
        Gauge.builder("faas.responses.waiting", responses::waiting)
                .description("Responses that wait for memory to be read")
                .register(registry);
        Gauge.builder("faas.events.held", consumer::held)
                .description("Events that this replica holds a lease of")
                .register(registry);
        functions.onChange(
                snapshot -> {
                    lanes.follow(snapshot);
                    backlogReaders.wakeAll();
                });
    }

    private CompletableFuture<InvocationOutcome> startWaiting(DeliveryRecord event) {
        return feed.isCurrent()
                ? fanOut.start(event)
                : CompletableFuture.completedFuture(EventFanOut.LEFT);
    }

    private double pressure() {
        return consumer.pressure();
    }

    /**
     * Opens the ingress and begins to connect; what needs NATS begins when that is there.
     *
     * @throws com.justfaas.router.http.CannotListenException when the port is taken
     */
    public void start() throws IOException {
        invoker.start();
        serviceInvoker.start();
        webInvoker.start();
        ingress.start();
        platform.addOwnPort(ingress.port());
        ingressLink.start();
        deliveryLink.start();
        feed.start();
        replicas.start();
        backlogReaders.start();
        consumer.start();
        deadLetterApi.start();
        trimmer.start();
        callReporter.start();
    }

    public int ingressPort() {
        return ingress.port();
    }

    /** Up to which record in {@value Names.Streams#FUNCTIONS} functions are known. */
    public long knownUpTo() {
        return functions.knownUpTo();
    }

    /** What must hold for this replica to be sent requests. */
    public List<HealthCheck> readiness() {
        return List.of(
                HealthCheck.of(
                        "nats",
                        () -> ingressLink.isConnected() && deliveryLink.isConnected(),
                        () ->
                                ingressLink.isConnected()
                                        ? deliveryLink.status()
                                        : ingressLink.status()),
                HealthCheck.of("streams", streams::isReady, streams::status),
                HealthCheck.of(
                        "functions",
                        functions::isReady,
                        () ->
                                functions.isReady()
                                        ? "%d functions known"
                                                .formatted(functions.get().functions().size())
                                        : "the functions in %s were not read yet"
                                                .formatted(Names.Streams.FUNCTIONS)));
    }

    /** The router's part of the management API. */
    public List<RouteModule> routes() {
        return List.of(
                new FunctionRoutes(functions),
                new MatchRoutes(known, unheard),
                new DeliveryRoutes(engine::balance, backlogReaders, clock),
                deadLetterApi);
    }

    /** Events are still accepted, and each response closes its connection: senders move on. */
    public void leave() {
        ingress.leave();
    }

    /**
     * Closes the intake, lets deliveries in flight finish within the grace, gives the rest back to
     * JetStream, and closes everything.
     */
    @Override
    public void close() {
        ingress.close();
        consumer.stopPulling();
        backlogReaders.close();
        try {
            if (!engine.awaitIdle(settings.shutdownGrace())) {
                LOG.atInfo().log(
                        "{} deliveries are not over; they come again elsewhere", engine.running());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        engine.close();
        backlogReaders.flush(Duration.ofSeconds(2));
        consumer.close();
        deadLetterApi.close();
        trimmer.close();
        feed.close();
        wakes.close();
        callReporter.close();
        replicas.close();
        streams.close();
        webInvoker.close();
        serviceInvoker.close();
        invoker.close();
        deliveryLink.close();
        ingressLink.close();
    }
}
