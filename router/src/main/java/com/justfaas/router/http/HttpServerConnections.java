package com.justfaas.router.http;

import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;

/** Makes the connections of one server. */
final class HttpServerConnections extends HttpConnectionFactory {

    private final HttpLimits limits;
    private final IdleConnections<HttpServerConnection> idle;
    private final ByteBudget largeHeads;

    HttpServerConnections(
            HttpConfiguration configuration,
            HttpLimits limits,
            IdleConnections<HttpServerConnection> idle) {
        super(configuration);
        this.limits = limits;
        this.idle = idle;
        this.largeHeads = new ByteBudget(limits.largeHeads());
    }

    @Override
    public Connection newConnection(Connector connector, EndPoint endPoint) {
        HttpServerConnection connection =
                new HttpServerConnection(
                        getHttpConfiguration(),
                        connector,
                        endPoint,
                        limits,
                        idle,
                        new HeadMemory(largeHeads));
        connection.setTransferEncodingChunkMaxLength(getTransferEncodingChunkMaxLength());
        return configure(connection, connector, endPoint);
    }
}
