package com.justfaas.app.settings;

import com.justfaas.events.Durations;
import com.justfaas.events.streams.StreamLimits;
import com.justfaas.operator.workload.WorkloadSettings;
import com.justfaas.router.RouterSettings;
import com.justfaas.router.callback.SigningSecret;
import com.justfaas.router.invocation.InvokeUrl;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.event.Level;

/** Every option. Variables, help and {@code docs/configuration.md} come from here. */
final class Options {

    /** How the names begin of all variables that are ours, so that a misspelt one is noticed. */
    static final String PREFIX = "FAAS_";

    static final Option<Set<Role>> ROLES =
            new Option<>(
                    "FAAS_ROLES",
                    "operator,router",
                    Parsers::roles,
                    "What this process does: `operator` looks after Functions, `router` takes events and calls functions. `router` alone needs no Kubernetes, `operator` alone opens no ingress.");

    static final Option<String> NATS_URL =
            new Option<>(
                    "FAAS_NATS_URL",
                    "nats://127.0.0.1:4222",
                    Parsers::natsUrl,
                    "Where NATS is; several servers of a cluster with commas between.");

    static final Option<Optional<Path>> NATS_CREDENTIALS =
            new Option<>(
                    "FAAS_NATS_CREDENTIALS",
                    "",
                    Parsers::credentials,
                    "A `.creds` file to log in at NATS with.");

    static final Option<Integer> HTTP_PORT =
            new Option<>(
                    "FAAS_HTTP_PORT",
                    "8080",
                    Parsers::port,
                    "Where events are posted to. 0 takes any free port and logs it.");

    static final Option<Integer> MANAGEMENT_PORT =
            new Option<>(
                    "FAAS_MANAGEMENT_PORT",
                    "9090",
                    Parsers::port,
                    "Where probes, metrics and the API are. 0 takes any free port and logs it.");

    static final Option<Optional<Integer>> PROBE_PORT =
            new Option<>(
                    "FAAS_PROBE_PORT",
                    "",
                    Parsers::optionalPort,
                    "A port for `/livez`, `/readyz` and `/healthz` alone (and `/openapi.json`, which describes them), so that no crowd at the management port fails a probe; empty for the management port, which serves them in any case. 0 takes any free port and logs it.");

    static final Option<InetAddress> BIND_ADDRESS =
            new Option<>(
                    "FAAS_BIND_ADDRESS",
                    "0.0.0.0",
                    Parsers::ownAddress,
                    "The address of this machine that all these ports listen on, such as `127.0.0.1`; `0.0.0.0` is every address, IPv6 included.");

    static final Option<InvokeUrl> INVOKE_URL =
            new Option<>(
                    "FAAS_INVOKE_URL",
                    InvokeUrl.DEFAULT,
                    InvokeUrl::new,
                    "Where a function is called. By way of the gateway: `http://gateway.faas.svc.cluster.local:8080/proxy/{namespace}/{name}`. What the gateway's own responses then mean is in docs/troubleshooting.md.");

    static final Option<List<String>> CALLBACK_ALLOW =
            new Option<>(
                    "FAAS_CALLBACK_ALLOW",
                    "",
                    Parsers::callbackAllow,
                    "What webhooks may reach beyond the default: hosts, addresses and ranges, such as `hooks.internal,*.billing.svc,10.1.0.0/16`; functions in other namespaces by their hosts. See docs/callbacks.md.");

    static final Option<List<SigningSecret>> CALLBACK_SECRETS =
            new Option<>(
                    "FAAS_CALLBACK_SECRETS",
                    "",
                    Parsers::signingSecrets,
                    "What signs callbacks, by Standard Webhooks: `whsec_` and the Base64 of 24 to 64 random bytes; two with a comma between while one replaces the other.",
                    true);

    static final Option<Set<String>> WATCH_NAMESPACES =
            new Option<>(
                    "FAAS_WATCH_NAMESPACES",
                    "",
                    Parsers::namespaces,
                    "Whose Functions the operator looks after, such as `shop,billing`; empty for all namespaces.");

    static final Option<Boolean> MANAGE_WORKLOADS =
            new Option<>(
                    "FAAS_MANAGE_WORKLOADS",
                    "true",
                    Parsers::flag,
                    "Whether the operator runs functions (`true`): it creates a Deployment, a Service, an autoscaler and, where they are asked for, an Ingress and a CronJob for each. `false` leaves that to another operator.");

    static final Option<String> CRON_IMAGE =
            new Option<>(
                    "FAAS_CRON_IMAGE",
                    WorkloadSettings.CRON_IMAGE,
                    Parsers::image,
                    "An image with `curl`, which calls functions that have the annotation `justfaas.com/cron-expression`.");

    static final Option<LeaderElection> LEADER_ELECTION =
            new Option<>(
                    "FAAS_LEADER_ELECTION",
                    Parsers.AUTO,
                    Parsers.oneOf(LeaderElection.class),
                    "Whether replicas agree on the one that looks after Functions: `true`, `false`, or `auto` (in a cluster yes, elsewhere no). `false` is for a single replica only.");

    static final Option<Long> EVENTS_MAX_BYTES =
            new Option<>(
                    "FAAS_EVENTS_MAX_BYTES",
                    Sizes.format(StreamLimits.DEFAULT.events()),
                    Parsers::size,
                    "Most that the stream of events holds. When it is full, events are refused with 503.");

    static final Option<Duration> EVENTS_KEPT =
            new Option<>(
                    "FAAS_EVENTS_KEPT",
                    Durations.format(RouterSettings.EVENTS_KEPT),
                    Parsers::duration,
                    "How long events stay after they were processed, so that they can be replayed; of `FAAS_EVENTS_MAX_BYTES` they take half at most. What is not processed stays in any case.");

    static final Option<Long> BACKLOG_MAX_BYTES =
            new Option<>(
                    "FAAS_BACKLOG_MAX_BYTES",
                    Sizes.format(StreamLimits.DEFAULT.backlog()),
                    Parsers::size,
                    "Most that the deliveries hold that wait for a retry or for their function.");

    static final Option<Long> DEADLETTERS_MAX_BYTES =
            new Option<>(
                    "FAAS_DEADLETTERS_MAX_BYTES",
                    Sizes.format(StreamLimits.DEFAULT.deadLetters()),
                    Parsers::size,
                    "Most that the dead letters hold. When they are full, the oldest go.");

    static final Option<Long> FUNCTIONS_MAX_BYTES =
            new Option<>(
                    "FAAS_FUNCTIONS_MAX_BYTES",
                    Sizes.format(StreamLimits.DEFAULT.functions()),
                    Parsers::size,
                    "Most that the records of functions hold, a few KiB each.");

    static final Option<Integer> STREAM_REPLICAS =
            new Option<>(
                    "FAAS_STREAM_REPLICAS",
                    String.valueOf(StreamLimits.DEFAULT.replicas()),
                    Parsers::streamReplicas,
                    "On how many servers of a NATS cluster each stream is kept: `1`, `3` or `5`. With 3, nothing is lost and all goes on when one server is. Streams that have fewer are changed, those that have more keep them.");

    static final Option<Optional<Duration>> SHUTDOWN_DELAY =
            new Option<>(
                    "FAAS_SHUTDOWN_DELAY",
                    Parsers.AUTO,
                    Parsers::durationOrAuto,
                    "From the moment at which `/readyz` turns to 503 until the ingress closes, for those who still send requests here. `auto` is 5s in a cluster, 0s elsewhere.");

    static final Option<Duration> SHUTDOWN_GRACE =
            new Option<>(
                    "FAAS_SHUTDOWN_GRACE",
                    "25s",
                    Parsers::duration,
                    "How long calls of functions may go on after that; what is not finished then is given back and called again elsewhere.");

    static final Option<Level> LOG_LEVEL =
            new Option<>(
                    "FAAS_LOG_LEVEL",
                    "info",
                    Parsers.oneOf(Level.class),
                    "`error`, `warn`, `info`, `debug` or `trace`. Libraries say one level less.");

    static final Option<LogFormat> LOG_FORMAT =
            new Option<>(
                    "FAAS_LOG_FORMAT",
                    Parsers.AUTO,
                    Parsers.oneOf(LogFormat.class),
                    "`text`, `json` (one object a line), or `auto` (text on a terminal, JSON otherwise).");

    static final Option<Optional<String>> POD_NAME =
            new Option<>(
                    "POD_NAME",
                    "",
                    Parsers::text,
                    "This replica's name in the leader election; empty for host name and process id. The manifests set it.");

    static final Option<Optional<String>> POD_NAMESPACE =
            new Option<>(
                    "POD_NAMESPACE",
                    "",
                    Parsers::text,
                    "The namespace of FaaS Events: the lease of the leader election is there (empty: the namespace of the service account or of the kubeconfig's context), and the platform's gateway and the ingress that CronJobs post to (empty: `faas`). The manifests set it.");

    /** In the order in which people read them. */
    static final List<Option<?>> ALL =
            List.of(
                    ROLES,
                    NATS_URL,
                    NATS_CREDENTIALS,
                    HTTP_PORT,
                    MANAGEMENT_PORT,
                    PROBE_PORT,
                    BIND_ADDRESS,
                    INVOKE_URL,
                    CALLBACK_ALLOW,
                    CALLBACK_SECRETS,
                    WATCH_NAMESPACES,
                    MANAGE_WORKLOADS,
                    CRON_IMAGE,
                    LEADER_ELECTION,
                    EVENTS_MAX_BYTES,
                    EVENTS_KEPT,
                    BACKLOG_MAX_BYTES,
                    DEADLETTERS_MAX_BYTES,
                    FUNCTIONS_MAX_BYTES,
                    STREAM_REPLICAS,
                    SHUTDOWN_DELAY,
                    SHUTDOWN_GRACE,
                    LOG_LEVEL,
                    LOG_FORMAT,
                    POD_NAME,
                    POD_NAMESPACE);

    private Options() {}
}
