package com.justfaas.router.invocation;

import java.util.Map;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.client.transport.internal.HttpChannelOverHTTP;
import org.eclipse.jetty.client.transport.internal.HttpConnectionOverHTTP;
import org.eclipse.jetty.client.transport.internal.HttpReceiverOverHTTP;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;

/** HTTP/1.1 whose responses are read by a {@link LimitedReceiver}. */
final class LimitedTransport extends HttpClientTransportOverHTTP {

    @Override
    public Connection newConnection(EndPoint endPoint, Map<String, Object> context) {
        return customize(new LimitedConnection(endPoint, context), context);
    }

    private static final class LimitedConnection extends HttpConnectionOverHTTP {

        LimitedConnection(EndPoint endPoint, Map<String, Object> context) {
            super(endPoint, context);
        }

        @Override
        protected HttpChannelOverHTTP newHttpChannel() {
            return new LimitedChannel(this);
        }
    }

    private static final class LimitedChannel extends HttpChannelOverHTTP {

        LimitedChannel(HttpConnectionOverHTTP connection) {
            super(connection);
        }

        @Override
        protected HttpReceiverOverHTTP newHttpReceiver() {
            return new LimitedReceiver(this);
        }
    }
}
