package com.justfaas.operator.function;

import com.justfaas.crds.v1alpha1.Function;
import com.justfaas.operator.status.Shortened;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes notices as Kubernetes Events ({@code events.k8s.io/v1}). */
final class KubernetesEvents {

    private static final Logger LOG = LoggerFactory.getLogger(KubernetesEvents.class);
    private static final String CONTROLLER = "justfaas.com/faas-events";
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    /** The API server refuses longer notes. */
    private static final int NOTE_LENGTH = 1_000;

    /** An Event's name is that of the function, which may be 253 characters long, and more. */
    private static final int NAME_LENGTH = 230;

    private final KubernetesClient client;
    private final String instance;
    private final Clock clock;

    /**
     * @param instance which replica speaks
     */
    KubernetesEvents(KubernetesClient client, String instance, Clock clock) {
        this.client = client;
        this.instance = instance;
        this.clock = clock;
    }

    /** Writes one. A failure is logged and no more: the status says the same. */
    void write(Function function, Notice notice) {
        try {
            client.events()
                    .v1()
                    .events()
                    .inNamespace(function.getMetadata().getNamespace())
                    .resource(event(function, notice))
                    .create();
        } catch (KubernetesClientException e) {
            LOG.debug("no Kubernetes Event {}: {}", notice.reason(), e.getMessage());
        }
    }

    private Event event(Function function, Notice notice) {
        String name = function.getMetadata().getName();
        String prefix = name.length() <= NAME_LENGTH ? name : name.substring(0, NAME_LENGTH) + "x";
        String suffix = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        return new EventBuilder()
                .withNewMetadata()
                .withNamespace(function.getMetadata().getNamespace())
                .withName(prefix + "." + suffix)
                .endMetadata()
                .withEventTime(new MicroTime(MICROS.format(clock.instant())))
                .withReportingController(CONTROLLER)
                .withReportingInstance(Shortened.cut(instance, 128))
                .withType(notice.warning() ? "Warning" : "Normal")
                .withReason(notice.reason())
                .withAction("Register")
                .withNote(Shortened.cut(notice.note(), NOTE_LENGTH))
                .withNewRegarding()
                .withApiVersion(function.getApiVersion())
                .withKind(function.getKind())
                .withNamespace(function.getMetadata().getNamespace())
                .withName(name)
                .withUid(function.getMetadata().getUid())
                .withResourceVersion(function.getMetadata().getResourceVersion())
                .endRegarding()
                .build();
    }
}
