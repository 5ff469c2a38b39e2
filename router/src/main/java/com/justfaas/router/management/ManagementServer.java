package com.justfaas.router.management;

import com.justfaas.router.http.HttpDoor;
import com.justfaas.router.http.HttpDoorSettings;
import com.justfaas.router.http.RouteModule;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.ArrayList;
import java.util.List;

/** Health, metrics and the API, on a port of their own. */
public final class ManagementServer implements AutoCloseable {

    private final HttpDoor door;

    /**
     * @param live what must hold or the process is restarted; may be empty
     * @param ready what must hold or no requests are sent here
     * @param more routes of other packages, such as {@link FunctionRoutes}
     */
    public ManagementServer(
            HttpDoorSettings settings,
            PrometheusMeterRegistry registry,
            List<HealthCheck> live,
            List<HealthCheck> ready,
            List<? extends RouteModule> more) {
        List<RouteModule> modules = new ArrayList<>(more);
        modules.add(new HealthRoutes(live, ready));
        modules.add(new MetricsRoute(registry));
        this.door = new HttpDoor(settings, modules);
    }

    private ManagementServer(HttpDoor door) {
        this.door = door;
    }

    /** One that serves probes alone, for a port that has nothing else. */
    public static ManagementServer ofProbes(
            HttpDoorSettings settings, List<HealthCheck> live, List<HealthCheck> ready) {
        return new ManagementServer(new HttpDoor(settings, List.of(new HealthRoutes(live, ready))));
    }

    /**
     * Listens when it returns.
     *
     * @throws com.justfaas.router.http.CannotListenException when the port is taken
     */
    public void start() {
        door.start();
    }

    public int port() {
        return door.port();
    }

    @Override
    public void close() {
        door.close();
    }
}
