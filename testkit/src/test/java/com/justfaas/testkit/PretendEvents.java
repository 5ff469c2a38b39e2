package com.justfaas.testkit;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Starts, prints and fails like the product. */
final class PretendEvents {

    private PretendEvents() {}

    public static void main(String[] arguments) throws IOException {
        if (System.getenv("FAAS_NATS_URL") == null) {
            System.out.println("FAAS_NATS_URL: missing");
            System.exit(2);
        }
        listen("ingress", "FAAS_HTTP_PORT");
        listen("management", "FAAS_MANAGEMENT_PORT");
    }

    private static void listen(String door, String variable) throws IOException {
        int port = Integer.parseInt(System.getenv(variable));
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext(
                "/readyz",
                exchange -> {
                    exchange.sendResponseHeaders(200, -1);
                    exchange.close();
                });
        server.start();
        System.out.printf(
                "{\"message\":\"%s listening on http://0.0.0.0:%d\"}%n",
                door, server.getAddress().getPort());
    }
}
