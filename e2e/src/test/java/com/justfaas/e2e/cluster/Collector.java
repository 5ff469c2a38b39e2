package com.justfaas.e2e.cluster;

import com.justfaas.testkit.Ledger;
import com.justfaas.testkit.junit.ClusterExtension;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A function of the cluster that runs in this JVM, so that none of its deliveries is missed in the
 * books. Its Service leads to the host's address on the pods' network.
 */
final class Collector implements AutoCloseable {

    private final Ledger ledger;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private Collector(Ledger ledger, HttpServer server) {
        this.ledger = ledger;
        this.server = server;
    }

    /**
     * @param name of the function, whose Service is created in the test's namespace
     * @param ledger gets the id of each event that is delivered
     */
    static Collector start(ClusterExtension cluster, String name, Ledger ledger) {
        try {
            HttpServer server =
                    HttpServer.create(new InetSocketAddress(cluster.hostAddress(), 0), 0);
            Collector collector = new Collector(ledger, server);
            server.setExecutor(collector.threads);
            server.createContext("/", collector::receive);
            server.start();
            createService(cluster, name, server.getAddress());
            return collector;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            ledger.delivered(exchange.getRequestHeaders().getFirst("Ce-Id"));
            exchange.sendResponseHeaders(204, -1);
        }
    }

    private static void createService(
            ClusterExtension cluster, String name, InetSocketAddress address) {
        cluster.client()
                .resource(
                        new ServiceBuilder()
                                .withNewMetadata()
                                .withName(name)
                                .withNamespace(cluster.namespace())
                                .endMetadata()
                                .withNewSpec()
                                .addNewPort()
                                .withPort(8080)
                                .endPort()
                                .endSpec()
                                .build())
                .create();
        cluster.client()
                .resource(
                        new EndpointSliceBuilder()
                                .withNewMetadata()
                                .withName(name)
                                .withNamespace(cluster.namespace())
                                .addToLabels("kubernetes.io/service-name", name)
                                .endMetadata()
                                .withAddressType("IPv4")
                                .addNewEndpoint()
                                .withAddresses(address.getAddress().getHostAddress())
                                .endEndpoint()
                                .addNewPort()
                                .withPort(address.getPort())
                                .endPort()
                                .build())
                .create();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
