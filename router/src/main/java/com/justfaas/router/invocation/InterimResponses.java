package com.justfaas.router.invocation;

import org.eclipse.jetty.client.ProtocolHandler;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.client.transport.HttpConversation;
import org.eclipse.jetty.client.transport.HttpExchange;
import org.eclipse.jetty.client.transport.HttpRequest;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpStatus;

/**
 * Skips responses with a status from 100 to 199, whichever they are (RFC 9110 section 15.2).
 * Jetty's own handlers know 102, 103 and a single 100; the request of any other is never completed.
 */
final class InterimResponses implements ProtocolHandler {

    @Override
    public String getName() {
        return "interim";
    }

    @Override
    public boolean accept(Request request, Response response) {
        return HttpStatus.isInterim(response.getStatus());
    }

    @Override
    public Response.Listener getResponseListener() {
        return new Skipping();
    }

    private static final class Skipping implements Response.Listener {

        @Override
        public boolean onHeader(Response response, HttpField field) {
            return false;
        }

        @Override
        public void onSuccess(Response response) {
            exchangeOf(response).resetResponse();
        }

        @Override
        public void onFailure(Response response, Throwable failure) {
            HttpExchange exchange = exchangeOf(response);
            exchange.getResponseListeners()
                    .emitFailureComplete(
                            new Result(
                                    exchange.getRequest(),
                                    exchange.getRequestFailure(),
                                    response,
                                    failure));
        }

        /** The request's own listeners take over. */
        private static HttpExchange exchangeOf(Response response) {
            HttpConversation conversation = ((HttpRequest) response.getRequest()).getConversation();
            conversation.updateResponseListeners(null);
            return conversation.getExchanges().getLast();
        }
    }
}
