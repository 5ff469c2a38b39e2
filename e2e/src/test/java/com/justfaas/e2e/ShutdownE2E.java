package com.justfaas.e2e;

import static com.justfaas.e2e.Waiting.SOON;
import static com.justfaas.e2e.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.testkit.Answer;
import com.justfaas.testkit.KubernetesServer;
import com.justfaas.testkit.ReceivedRequest;
import com.justfaas.testkit.RecordingFunction;
import com.justfaas.testkit.junit.KubernetesExtension;
import com.justfaas.testkit.junit.NatsExtension;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The process ends, in order or not, and nothing that was accepted is lost. */
class ShutdownE2E {

    @RegisterExtension static final KubernetesExtension KUBERNETES = new KubernetesExtension();
    @RegisterExtension static final NatsExtension NATS = new NatsExtension();

    /** What the shared consumer waits before it gives an event to somebody else. */
    private static final Duration ACK_WAIT = Duration.ofSeconds(10);

    private final RecordingFunction function = RecordingFunction.started();

    private Kubectl kubectl;
    private Product product;

    @BeforeAll
    static void install() {
        Cluster.applyDefinitionAndRoles(KUBERNETES.server());
    }

    @BeforeEach
    void prepare() {
        kubectl =
                new Kubectl(KUBERNETES.kubeconfig(KubernetesServer.ADMIN), KUBERNETES.namespace());
        product =
                Product.inCluster(NATS.server(), KUBERNETES.server())
                        .with("FAAS_LEADER_ELECTION", "false")
                        .calling(function);
    }

    @AfterEach
    void removeFunction() {
        kubectl.removeFunctions();
        function.close();
    }

    @Test
    void finishesWhatIsInFlight() {
        kubectl.applyFunction("receipt", "order.paid");
        function.answer(Answer.after(Duration.ofMillis(1500), Answer.status(200)));
        try (Replica first = started(product)) {
            accepts(first, "1");
            function.awaitRequests(1, SOON);
            assertThat(first.process().terminate()).isZero();
        }
        try (Replica second = started(product)) {
            accepts(second, "2");
            function.awaitRequests(2, SOON);
        }

        assertThat(function.requests())
                .extracting(ReceivedRequest::bodyText)
                .containsExactly("1", "2");
    }

    @Test
    void givesBackWhatTakesTooLong() {
        kubectl.applyFunction("receipt", "order.paid", "event-timeout: 2s");
        function.answer(Answer.never(), Answer.status(200));
        try (Replica impatient = started(product.with("FAAS_SHUTDOWN_GRACE", "200ms"))) {
            accepts(impatient, "1");
            function.awaitRequests(1, SOON);
            assertThat(impatient.process().terminate()).isZero();
        }
        try (Replica _ = started(product)) {
            assertThat(function.awaitRequests(2, SOON))
                    .extracting(ReceivedRequest::bodyText)
                    .containsExactly("1", "1");
        }
    }

    @Test
    void endsReadinessBeforeIntake() throws Exception {
        kubectl.applyFunction("receipt", "order.paid");
        try (Replica replica = started(product.with("FAAS_SHUTDOWN_DELAY", "2s"))) {
            CompletableFuture<Integer> exit =
                    CompletableFuture.supplyAsync(replica.process()::terminate);
            await().until(() -> replica.ready().statusCode() == 503);

            assertThat(replica.detail("process")).isEqualTo("shutting down");
            accepts(replica, "late");
            assertThat(exit.get()).isZero();
            assertThat(function.awaitRequests(1, SOON).getFirst().bodyText()).isEqualTo("late");
        }
    }

    /** A Service sends new connections elsewhere; one that is kept would end with a 503. */
    @Test
    void closesConnectionsThatSendersKeepBeforeIntakeCloses() throws Exception {
        kubectl.applyFunction("receipt", "order.paid");
        try (Replica replica = started(product.with("FAAS_SHUTDOWN_DELAY", "2s"))) {
            assertThat(replica.post("order.paid", "early").headers().firstValue("Connection"))
                    .isEmpty();
            CompletableFuture<Integer> exit =
                    CompletableFuture.supplyAsync(replica.process()::terminate);
            await().until(() -> replica.ready().statusCode() == 503);

            HttpResponse<String> response = replica.post("order.paid", "late");

            assertThat(response.statusCode()).isEqualTo(202);
            assertThat(response.headers().firstValue("Connection")).contains("close");
            assertThat(exit.get()).isZero();
        }
    }

    @Test
    void losesNothingWhenItIsKilled() {
        kubectl.applyFunction("receipt", "order.paid", "event-timeout: 2s");
        function.answerBy(request -> Answer.never());
        try (Replica killed = started(product)) {
            accepts(killed, "handed over");
            function.awaitRequests(1, SOON);
            await().until(() -> Jetstream.messages(NATS.server(), "faas-backlog") == 1);
            accepts(killed, "held");
            function.awaitRequests(2, SOON);
            killed.process().kill();
        }
        function.forget();
        function.answer(Answer.status(200));
        try (Replica _ = started(product)) {
            await().atMost(ACK_WAIT.plus(SOON))
                    .untilAsserted(
                            () ->
                                    assertThat(function.requests())
                                            .extracting(ReceivedRequest::bodyText)
                                            .contains("handed over", "held"));
        }
    }

    /** A replica that knows the function. */
    private Replica started(Product settings) {
        Replica replica = settings.start().awaitReady();
        replica.awaitTopic(kubectl, "receipt", "order.paid");
        return replica;
    }

    private static void accepts(Replica replica, String body) {
        assertThat(replica.post("order.paid", body).statusCode()).isEqualTo(202);
    }
}
