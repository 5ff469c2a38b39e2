package com.justfaas.app;

import com.justfaas.app.health.StoppingCheck;
import com.justfaas.app.logging.Logging;
import com.justfaas.app.settings.MistakesException;
import com.justfaas.app.settings.Settings;
import com.justfaas.router.Router;
import com.justfaas.router.callback.PlatformAddresses;
import com.justfaas.router.http.CannotListenException;
import com.justfaas.router.management.HealthCheck;
import com.justfaas.router.management.ManagementServer;
import io.fabric8.kubernetes.client.Config;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.Security;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the process begins. */
public final class Main {

    private static final Logger LOG = LoggerFactory.getLogger(Main.class);

    private Main() {}

    public static void main(String[] words) {
        // functions and NATS move to other addresses; the JDK would remember an old one for 30 s
        Security.setProperty("networkaddress.cache.ttl", "10");
        Security.setProperty("networkaddress.cache.negative.ttl", "1");
        CommandLine.obey(List.of(words));
        Lifecycle lifecycle = new Lifecycle();
        try {
            start(System.getenv(), lifecycle);
            lifecycle.await();
        } catch (MistakesException e) {
            lifecycle.fail(e.mistakes());
        } catch (CannotListenException e) {
            lifecycle.fail(List.of(String.valueOf(e.getMessage())));
        } catch (IOException | RuntimeException e) {
            LOG.atError().setCause(e).log("cannot start");
            lifecycle.exit(ExitCodes.FAILURE);
        }
    }

    private static void start(Map<String, String> variables, Lifecycle lifecycle)
            throws MistakesException, IOException {
        Settings settings = Settings.from(variables);
        Logging.start(settings.log());
        Thread.setDefaultUncaughtExceptionHandler(
                (thread, thrown) ->
                        LOG.atError().setCause(thrown).log("{} broke off", thread.getName()));
        Clock clock = Clock.systemUTC();
        PrometheusMeterRegistry registry = ProcessMetrics.registry();

        PlatformAddresses platform = Platform.found(variables);
        Optional<OperatorRole> operator = Optional.empty();
        if (settings.isOperator()) {
            Config cluster = ClusterAccess.find(variables);
            platform.addServer(URI.create(cluster.getMasterUrl()));
            operator = Optional.of(new OperatorRole(settings, cluster, registry, clock));
        }
        Optional<Router> router = Optional.empty();
        if (settings.isRouter()) {
            router =
                    Optional.of(
                            new Router(
                                    settings.router(),
                                    platform,
                                    settings.nats(),
                                    settings.limits(),
                                    registry,
                                    clock));
        }
        List<HealthCheck> ready = new ArrayList<>();
        ready.add(new StoppingCheck(lifecycle::isStopping));
        router.map(Router::readiness).ifPresent(ready::addAll);
        operator.map(OperatorRole::checks).ifPresent(ready::addAll);
        // a process that answers is alive: none of its troubles ends with a restart
        ManagementServer management =
                new ManagementServer(
                        settings.management(),
                        registry,
                        List.of(),
                        ready,
                        router.map(Router::routes).orElse(List.of()));
        Optional<ManagementServer> probes =
                settings.probes()
                        .map(server -> ManagementServer.ofProbes(server, List.of(), ready));

        LOG.atInfo()
                .addKeyValue("version", Version.current())
                .addKeyValue("roles", settings.roles())
                .log("starting");
        lifecycle.guard(settings.shutdownDelay());
        lifecycle.closes("management", management);
        management.start();
        platform.addOwnPort(management.port());
        announce("management", settings.management().address(), management.port());
        if (probes.isPresent()) {
            lifecycle.closes("probes", probes.get());
            probes.get().start();
            platform.addOwnPort(probes.get().port());
            announce("probes", settings.management().address(), probes.get().port());
        }
        if (router.isPresent()) {
            lifecycle.closes("router", router.get());
            lifecycle.leaves(router.get()::leave);
            router.get().start();
            announce("ingress", settings.router().ingress(), router.get().ingressPort());
        }
        if (operator.isPresent()) {
            lifecycle.closes("operator", operator.get());
            operator.get().start();
        }
    }

    /** The playground and the tests read it, since the port may be any. */
    private static void announce(String door, InetSocketAddress address, int port) {
        String host = address.getAddress().getHostAddress();
        LOG.atInfo().log(
                "{} listening on http://{}:{}",
                door,
                host.contains(":") ? "[" + host + "]" : host,
                port);
    }
}
