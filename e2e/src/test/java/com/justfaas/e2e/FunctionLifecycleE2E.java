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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the product is for: a Function is applied, an event is posted, the function is called. */
class FunctionLifecycleE2E {

    @RegisterExtension static final KubernetesExtension KUBERNETES = new KubernetesExtension();
    @RegisterExtension static final NatsExtension NATS = new NatsExtension();

    private static final RecordingFunction FUNCTION = RecordingFunction.started();

    private static Replica replica;

    private Kubectl kubectl;

    @BeforeAll
    static void start() {
        Cluster.applyDefinitionAndRoles(KUBERNETES.server());
        replica =
                Product.inCluster(NATS.server(), KUBERNETES.server())
                        .calling(FUNCTION)
                        .start()
                        .awaitReady();
    }

    @AfterAll
    static void stop() {
        replica.close();
        FUNCTION.close();
    }

    @BeforeEach
    void enterNamespace() {
        kubectl =
                new Kubectl(KUBERNETES.kubeconfig(KubernetesServer.ADMIN), KUBERNETES.namespace());
        FUNCTION.forget();
        FUNCTION.answer(Answer.status(200));
    }

    @AfterEach
    void leaveNamespace() {
        kubectl.removeFunctions();
    }

    @Test
    void callsTheFunctionThatAskedForAnEvent() {
        apply("receipt", "order.created, order.paid");

        HttpResponse<String> answer = replica.post("order.paid", "{\"order\":7}");

        assertThat(answer.statusCode()).isEqualTo(202);
        String id = answer.headers().firstValue("X-Event-Id").orElseThrow();
        assertThat(Replica.json(answer).path("id").asText()).isEqualTo(id);
        ReceivedRequest request = FUNCTION.awaitRequests(1, SOON).getFirst();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).isEqualTo(path("receipt"));
        assertThat(request.bodyText()).isEqualTo("{\"order\":7}");
        assertThat(request.header("Content-Type")).contains("application/json");
        assertThat(request.header("ce-id")).contains(id);
        assertThat(request.header("ce-type")).contains("order.paid");
        assertThat(request.header("X-Event-Type")).contains("order.paid");
        assertThat(request.header("X-Event-Attempt")).contains("1");
    }

    @Test
    void callsEachFunctionWhosePatternMatches() {
        apply("audit", "order.>");
        apply("failures", "*.failed");
        apply("paid", "order.paid");

        replica.post("order.failed", "{}");

        assertThat(FUNCTION.awaitRequests(2, SOON))
                .extracting(ReceivedRequest::path)
                .containsExactlyInAnyOrder(path("audit"), path("failures"));
    }

    @Test
    void triesAgainWhenAFunctionFails() {
        apply("flaky", "order.created", "event-backoff: 100ms");
        FUNCTION.answer(Answer.status(500), Answer.status(200));

        replica.post("order.created", "{}");

        assertThat(FUNCTION.awaitRequests(2, SOON))
                .extracting(request -> request.header("X-Event-Attempt").orElse(""))
                .containsExactly("1", "2");
    }

    @Test
    void followsAnAnnotation() {
        apply("receipt", "order.created");

        kubectl.run(
                "annotate",
                "--overwrite",
                "function/receipt",
                "justfaas.com/event-type=order.shipped");
        await().until(
                        () ->
                                replica.topics(kubectl.namespace(), "receipt")
                                        .contains("order.shipped"));
        replica.post("order.created", "{}");
        replica.post("order.shipped", "{}");

        assertThat(FUNCTION.awaitRequests(1, SOON).getFirst().header("ce-type"))
                .contains("order.shipped");
        assertThat(FUNCTION.requests()).hasSize(1);
    }

    @Test
    void rebuildsACallThatTheGatewaySent() {
        apply("checkout", "");

        HttpResponse<String> answer =
                replica.post(
                        "com.justfaas.function.invoked",
                        """
                        {"Name":"checkout","Namespace":"%s","Arguments":{"item":"7","gift":""},
                         "Metadata":{"HTTP_METHOD":"PUT","HTTP_PATH":"/cart/","HTTP_HEADER_X-Customer":"12",
                          "HTTP_HEADER_Host":"gateway","Authorization":"Bearer t"},
                         "Content":[104,105],"ContentType":"text/plain"}"""
                                .formatted(kubectl.namespace()));

        assertThat(answer.statusCode()).isEqualTo(202);
        ReceivedRequest request = FUNCTION.awaitRequests(1, SOON).getFirst();
        assertThat(request.method()).isEqualTo("PUT");
        assertThat(request.path()).isEqualTo(path("checkout") + "cart/");
        assertThat(request.query()).isIn("item=7&gift", "gift&item=7");
        assertThat(request.bodyText()).isEqualTo("hi");
        assertThat(request.header("Content-Type")).contains("text/plain");
        assertThat(request.header("X-Customer")).contains("12");
        assertThat(request.header("Authorization")).contains("Bearer t");
        assertThat(request.header("Host")).contains("127.0.0.1:" + FUNCTION.port());
    }

    @Test
    void forgetsADeletedFunction() {
        apply("receipt", "order.created");

        kubectl.run("delete", "function/receipt", "--timeout=20s");

        await().until(() -> replica.topics(kubectl.namespace(), "receipt").isEmpty());
        String call = "{\"Name\":\"receipt\",\"Namespace\":\"%s\"}".formatted(kubectl.namespace());
        assertThat(replica.post("com.justfaas.function.invoked", call).statusCode()).isEqualTo(404);
        assertThat(replica.post("order.created", "{}").statusCode()).isEqualTo(202);
        assertThat(FUNCTION.requests()).isEmpty();
    }

    @Test
    void keepsTheGoodTopicsAndSaysWhatIsWrongWithTheOthers() {
        kubectl.applyFunction("receipt", "order.created, order.>.paid");

        kubectl.run(
                "wait",
                "--for=condition=AnnotationsValid=False",
                "--timeout=20s",
                "functions/receipt");

        await().until(
                        () ->
                                replica.topics(kubectl.namespace(), "receipt")
                                        .contains("order.created"));
        assertThat(kubectl.run("get", "functions/receipt", "-o", "yaml")).contains("order.>.paid");
    }

    @Test
    void worksUnderTheShippedRolesAndLeads() {
        apply("receipt", "order.created");

        assertThat(kubectl.run("get", "lease", "-n", "faas", "faas-events-operator"))
                .contains("faas-events-operator");
        assertThat(replica.process().log()).doesNotContainIgnoringCase("forbidden");
        assertThat(replica.detail("operator"))
                .isEqualTo("the operator leads and watches Functions");
    }

    @Test
    void tellsHowItIs() {
        assertThat(replica.get("/livez").statusCode()).isEqualTo(200);
        assertThat(replica.get("/healthz").statusCode()).isEqualTo(200);
        assertThat(replica.get("/readyz").statusCode()).isEqualTo(200);
        assertThat(replica.get("/metrics").body())
                .contains(
                        "faas_build_info{version=",
                        "jvm_memory_used_bytes",
                        "faas_operator_leading 1",
                        "faas_functions_known");
    }

    private void apply(String name, String topics, String... annotations) {
        kubectl.applyFunction(name, topics, annotations);
        kubectl.awaitReady(name);
        await().until(
                        () ->
                                Replica.json(replica.get("/api/functions"))
                                        .toString()
                                        .contains(
                                                "\"namespace\":\"%s\",\"name\":\"%s\""
                                                        .formatted(kubectl.namespace(), name)));
    }

    private String path(String name) {
        return "/%s/%s/".formatted(kubectl.namespace(), name);
    }
}
