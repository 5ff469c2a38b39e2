package com.justfaas.router.http;

import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Has a HEAD request served by the route of GET: status and headers are those of GET (RFC 9110,
 * section 9.3.2). Jetty knows the method that was sent, and sends no body. Javalin by itself
 * responds with an empty 200, whatever the route would.
 */
final class HeadAsGet extends Handler.Wrapper {

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        boolean isHead = HttpMethod.HEAD.is(request.getMethod());
        return super.handle(isHead ? new AsGet(request) : request, response, callback);
    }

    private static final class AsGet extends Request.Wrapper {

        private AsGet(Request head) {
            super(head);
        }

        @Override
        public String getMethod() {
            return HttpMethod.GET.asString();
        }
    }
}
