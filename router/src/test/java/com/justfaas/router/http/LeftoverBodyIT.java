package com.justfaas.router.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.config.RoutesConfig;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Clients that were refused and send nothing more. */
class LeftoverBodyIT {

    private static final String SILENT = " HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n";

    @Test
    void endsWithItsLimitAlsoWhileTheClientIsSilent() throws Exception {
        assertClosedWithin(Duration.ofSeconds(5), HttpLimits.STANDARD, "POST /refused" + SILENT);
    }

    @Test
    void aGetWithAnUnknownParameterIsClosedAtOnce() throws Exception {
        assertClosedWithin(Duration.ofSeconds(2), HttpLimits.STANDARD, "GET /hello?x=1" + SILENT);
    }

    @Test
    void aBodyThatNeverComesLeavesNoWarning() throws Exception {
        HttpLimits limits = HttpLimits.STANDARD.withIdle(Duration.ofMillis(300));
        assertClosedWithin(Duration.ofSeconds(2), limits, "POST /read" + SILENT);
    }

    private static void assertClosedWithin(Duration most, HttpLimits limits, String request)
            throws Exception {
        HttpDoorSettings settings =
                HttpDoorSettings.of("test", "FAAS_TEST_PORT", 0).withLimits(limits);
        try (LogCapture log = LogCapture.open()) {
            try (HttpDoor door =
                    new HttpDoor(settings, List.of((RouteModule) LeftoverBodyIT::routes))) {
                door.start();
                try (RawHttp http = RawHttp.connect(door.port())) {
                    long began = System.nanoTime();
                    assertThat(http.send(request).read().status()).isIn(400, 408);
                    assertThat(http.isClosedByServer()).isTrue();
                    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(most);
                }
            }
            assertThat(log.lines()).isEmpty();
        }
    }

    private static void routes(RoutesConfig routes) {
        routes.get("/hello", ctx -> Answer.json(200, "hello").writeTo(ctx.res()));
        routes.post(
                "/refused",
                _ -> {
                    throw new RefusedException(Problem.ofStatus(400, "refused").closing());
                });
        routes.post(
                "/read",
                ctx -> {
                    try (ByteBudget.Share share = new ByteBudget(200_000).share(1)) {
                        BodyReader.read(ctx.req(), 200_000, share);
                    }
                    throw new RefusedException(Problem.ofStatus(408, "too slow").closing());
                });
    }
}
