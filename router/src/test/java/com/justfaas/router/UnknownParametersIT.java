package com.justfaas.router;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.justfaas.router.http.HttpDoorSettings;
import com.justfaas.router.http.RawHttp;
import com.justfaas.router.management.ManagementServer;
import com.justfaas.testkit.NatsServer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A query parameter that a route does not know is refused, on every route of every listener. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UnknownParametersIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LARGE = 3 << 20;

    private final NatsServer nats = NatsServer.create();

    @SuppressWarnings("NullAway.Init")
    private RouterFixture router;

    @SuppressWarnings("NullAway.Init")
    private ManagementServer management;

    private final ManagementServer probes =
            ManagementServer.ofProbes(
                    HttpDoorSettings.of("probes", "FAAS_PROBE_PORT", 0), List.of(), List.of());

    @BeforeAll
    void start() {
        nats.start();
        router = new RouterFixture(nats.url());
        management =
                new ManagementServer(
                        HttpDoorSettings.of("management", "FAAS_MANAGEMENT_PORT", 0),
                        router.registry,
                        List.of(),
                        router.router.readiness(),
                        router.router.routes());
        management.start();
        probes.start();
    }

    @AfterAll
    void stop() {
        probes.close();
        management.close();
        router.close();
        nats.close();
    }

    @Test
    void everyRouteRefusesAParameterThatItDoesNotKnow() throws Exception {
        for (int port : ports()) {
            List<String> routes = routes(port);
            assertThat(routes).contains("GET /openapi.json").hasSizeGreaterThan(1);
            for (String route : routes) {
                String[] parts = route.split(" ", 2);
                String target = parts[1].replaceAll("\\{\\w+}", "1") + "?foo=1";
                assertRefused(send(port, parts[0], target, new byte[0]), "foo", route);
            }
        }
        assertThat(routes(management.port()))
                .contains("GET /livez", "GET /readyz", "GET /healthz", "GET /metrics");
    }

    /** A GET route serves HEAD as well. */
    @Test
    void headIsRefusedAsGetIsAndHasNoBody() throws Exception {
        for (int port : ports()) {
            for (String route : routes(port)) {
                if (route.startsWith("GET ")) {
                    String path = route.substring(4).replaceAll("\\{\\w+}", "1");
                    assertThat(head(port, path + "?foo=1"))
                            .as(route)
                            .startsWith("HTTP/1.1 400 ")
                            .contains("Content-Type: application/problem+json")
                            .endsWith("\r\n\r\n");
                    int get = send(port, "GET", path, new byte[0]).statusCode();
                    assertThat(head(port, path)).as(route).startsWith("HTTP/1.1 " + get + " ");
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/match?type=order.created        | 200",
                "/api/match?typ=order.created         | 400",
                "/api/dead-letters?namespace=a        | 200",
                "/api/dead-letters?namespace=a&x=1    | 400",
                "/api/dead-letters/redrive?all=true   | 400",
                "/livez?                              | 200",
                "/nowhere?foo=1                       | 404",
            })
    void headKnowsTheParametersOfGet(String target, int status) throws Exception {
        assertThat(head(management.port(), target)).startsWith("HTTP/1.1 " + status + " ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET    | /api/dead-letters?functoin=a   | functoin   | functoin is not known here; did you mean function?",
                "GET    | /api/dead-letters?Namespace=a  | Namespace  | Namespace is not known here; did you mean namespace?",
                "DELETE | /api/dead-letters?namespace[]=a | namespace[] | namespace[] is not known here; did you mean namespace?",
                "DELETE | /api/dead-letters?function=a&x=1 | x         | x is not known here; there are all, function, namespace, reason",
                "POST   | /api/dead-letters/redrive?all=true | all     | all is not known here; there are no parameters",
                "GET    | /metrics?name%5B%5D=up         | name[]     | name[] is not known here; there are no parameters",
                "GET    | /livez?verbose                 | verbose    | verbose is not known here; there are no parameters",
                "GET    | /api/match?type=a&=b           | ''         | a parameter without a name is not known here; there is type",
            })
    void namesTheParameterAndWhatIsNear(String method, String target, String name, String detail)
            throws Exception {
        HttpResponse<String> answer =
                send(
                        management.port(),
                        method.trim(),
                        target.replace("[", "%5B").replace("]", "%5D"),
                        new byte[0]);

        assertRefused(answer, name, target);
        assertThat(JSON.readTree(answer.body()).path("detail").asText()).isEqualTo(detail);
    }

    @Test
    void theSenderOfALargeBodyLearnsWhy() throws Exception {
        long before = router.stored("faas-events");
        for (int i = 0; i < 20; i++) {
            assertRefused(
                    send(
                            router.router.ingressPort(),
                            "POST",
                            "/apis/events?foo=1",
                            new byte[LARGE]),
                    "foo",
                    "/apis/events");
        }
        assertThat(router.stored("faas-events")).isEqualTo(before);
    }

    @Test
    void requestsWithoutAQueryOrWithAnEmptyOneAreServed() throws Exception {
        for (String path : List.of("/livez", "/livez?", "/livez?&", "/metrics", "/readyz")) {
            assertThat(send(management.port(), "GET", path, new byte[0]).statusCode())
                    .as(path)
                    .isEqualTo(200);
        }
        assertThat(
                        send(
                                        management.port(),
                                        "GET",
                                        "/api/dead-letters?limit=5&groups=false&reason=",
                                        new byte[0])
                                .statusCode())
                .isEqualTo(200);
        assertThat(
                        send(
                                        router.router.ingressPort(),
                                        "POST",
                                        "/apis/events?dryRun=false",
                                        new byte[0])
                                .statusCode())
                .isEqualTo(202);
    }

    private static void assertRefused(HttpResponse<String> answer, String name, String route)
            throws Exception {
        assertThat(answer.statusCode()).as("%s: %s", route, answer.body()).isEqualTo(400);
        JsonNode problem = JSON.readTree(answer.body());
        assertThat(problem.path("type").asText())
                .as(route)
                .isEqualTo("urn:justfaas:problem:malformed-parameter");
        assertThat(problem.path("errors").has(name)).as("%s: %s", route, problem).isTrue();
    }

    private int[] ports() {
        return new int[] {router.router.ingressPort(), management.port(), probes.port()};
    }

    /** All that comes in response, to the last byte. */
    private static String head(int port, String target) throws Exception {
        try (RawHttp http = RawHttp.connect(port)) {
            return http.send(
                            "HEAD %s HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
                                    .formatted(target))
                    .readToEnd();
        }
    }

    /** What a port says that it has, such as {@code GET /livez}. */
    private List<String> routes(int port) throws Exception {
        List<String> routes = new ArrayList<>();
        JSON.readTree(send(port, "GET", "/", new byte[0]).body())
                .path("routes")
                .forEach(route -> routes.add(route.asText()));
        return routes;
    }

    private HttpResponse<String> send(int port, String method, String target, byte[] body)
            throws Exception {
        return router.http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, target)))
                        .method(method, BodyPublishers.ofByteArray(body))
                        .header("X-Event-Type", "order.created")
                        .build(),
                BodyHandlers.ofString());
    }
}
