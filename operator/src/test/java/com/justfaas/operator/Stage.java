package com.justfaas.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.events.streams.FunctionRecords;
import com.justfaas.events.streams.NatsLink;
import com.justfaas.events.streams.NatsSettings;
import com.justfaas.events.streams.StreamKeeper;
import com.justfaas.events.streams.StreamLimits;
import com.justfaas.events.streams.StreamSetup;
import com.justfaas.operator.cluster.FunctionsApi;
import com.justfaas.operator.cluster.KubernetesClients;
import com.justfaas.operator.function.UpkeepTimes;
import com.justfaas.operator.leadership.LeaseTimes;
import com.justfaas.operator.workload.WorkloadSettings;
import com.justfaas.testkit.KubernetesServer;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * Where a test's operator plays: a namespace of a real API server, a real stream, the shipped role,
 * and a journal of all that is said. Closing it stops what it started.
 */
final class Stage implements AutoCloseable {

    static final Path MANIFESTS = Path.of("../manifests");

    /** As whom the shipped Deployment runs. */
    static final String SERVICE_ACCOUNT = "system:serviceaccount:faas:faas-events";

    /** The usual lease, looked at so often that a test does not wait for it. */
    static final LeaseTimes EAGER =
            new LeaseTimes(
                    LeaseTimes.DEFAULT.lease(),
                    LeaseTimes.DEFAULT.renewal(),
                    Duration.ofMillis(200));

    private static final StreamLimits SMALL =
            new StreamLimits(64 << 20, 64 << 20, 64 << 20, 64 << 20);

    private final KubernetesServer kubernetes;
    private final String namespace;
    private final KubernetesClient admin;
    private final NatsLink link;
    private final StreamKeeper streams;
    private final Journal journal;
    private final List<Operator> operators = new ArrayList<>();

    /** What the test does with Functions. */
    final Functions functions;

    private SimpleMeterRegistry registry = new SimpleMeterRegistry();

    Stage(KubernetesServer kubernetes, String namespace, String natsUrl) {
        this.kubernetes = kubernetes;
        this.namespace = namespace;
        this.admin =
                KubernetesClients.forFunctions(
                        Config.fromKubeconfig(
                                kubernetes.kubeconfig(KubernetesServer.ADMIN).toFile()));
        this.functions = new Functions(admin, namespace);
        this.link = new NatsLink("test", new NatsSettings(natsUrl, null));
        this.journal = new Journal(link, namespace);
        this.streams = new StreamKeeper(link, new StreamSetup(SMALL));
        link.start();
        journal.start();
    }

    /** The definition, and the roles and the account that are shipped. */
    Stage withDefinitionAndRoles() {
        apply("crds/functions.justfaas.com.yaml");
        await().until(() -> new FunctionsApi(admin, Set.of(), List.of()).problem().isEmpty());
        return withRoles();
    }

    Stage withRoles() {
        for (String role : List.of("namespace", "service-account", "cluster-role", "lease-role")) {
            apply("base/%s.yaml".formatted(role));
        }
        return this;
    }

    private void apply(String manifest) {
        try (InputStream documents = Files.newInputStream(MANIFESTS.resolve(manifest))) {
            for (HasMetadata document : admin.load(documents).items()) {
                admin.resource(document).forceConflicts().serverSideApply();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A running operator for this namespace. */
    Operator start() {
        return start(settings(EAGER, UpkeepTimes.DEFAULT));
    }

    Operator start(OperatorSettings settings) {
        return start(settings, kubernetesConfig());
    }

    Operator start(OperatorSettings settings, Config config) {
        registry = new SimpleMeterRegistry();
        Operator operator = new Operator(settings, config, link, registry, Clock.systemUTC());
        operators.add(operator);
        link.onConnected(operator::compareSoon);
        streams.onMadeAnew(operator::compareSoon);
        operator.start();
        return operator;
    }

    /** One that has seen all Functions. */
    Operator startWatching() {
        Operator operator = start();
        awaitWatching(operator);
        return operator;
    }

    static void awaitWatching(Operator operator) {
        await().untilAsserted(
                        () -> assertThat(operator.health()).isEqualTo(OperatorHealth.WATCHING));
    }

    /** Its own identity each time, as a pod has. */
    OperatorSettings settings(LeaseTimes lease, UpkeepTimes upkeep) {
        return new OperatorSettings(
                Set.of(namespace),
                true,
                "faas",
                "replica-" + (operators.size() + 1) + "-" + namespace,
                lease,
                upkeep,
                WorkloadSettings.notManaged());
    }

    /** Settings of an operator that runs functions. */
    OperatorSettings running() {
        OperatorSettings usual = settings(EAGER, UpkeepTimes.DEFAULT);
        return new OperatorSettings(
                usual.watchNamespaces(),
                usual.leaderElection(),
                usual.leaseNamespace(),
                usual.identity(),
                usual.leaseTimes(),
                usual.upkeepTimes(),
                new WorkloadSettings(true, "faas", WorkloadSettings.CRON_IMAGE));
    }

    Config kubernetesConfig() {
        return Config.fromKubeconfig(kubeconfig().toFile());
    }

    Path kubeconfig() {
        return kubernetes.kubeconfig(SERVICE_ACCOUNT);
    }

    /** The same through another address, such as that of a proxy. */
    Config kubernetesConfig(String url) {
        return new ConfigBuilder(kubernetesConfig()).withMasterUrl(url).build();
    }

    KubernetesClient admin() {
        return admin;
    }

    String namespace() {
        return namespace;
    }

    FunctionRecords records() {
        return new FunctionRecords(link, Clock.systemUTC());
    }

    NatsLink link() {
        return link;
    }

    Journal journal() {
        return journal;
    }

    /** A counter of the operator started last; all its series together. */
    double count(String metric) {
        return registry.find(metric).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    static ConditionFactory await() {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50));
    }

    @Override
    public void close() {
        operators.forEach(Operator::close);
        journal.close();
        streams.close();
        link.close();
        admin.close();
    }
}
