package com.justfaas.router.invocation;

import com.justfaas.events.Names;
import com.justfaas.router.invocation.Invocation.Header;
import java.time.Duration;

/**
 * What the platform's gateway makes of one call of a function. It tries five times, a second apart,
 * to get a response that is no 503, and responds 503 itself when it got none; it responds 202 when
 * a try took too long. Both responses are bare: no body, no content type. A 503 of the function
 * never passes it.
 *
 * @param timeout longest that the function may take
 */
public record GatewayCall(Duration timeout) {

    /** Between five tries there are four seconds. */
    private static final Duration FIVE_TRIES = Duration.ofSeconds(4);

    /** The HTTP client in the gateway has a limit of its own, whatever the request says. */
    private static final Duration LONGEST_TRY = Duration.ofMinutes(10);

    /** The timers of another process may end so much before ours. */
    private static final Duration EARLY = Duration.ofMillis(100);

    /** Five tries of a function that refuses connections, and some time for the connections. */
    private static final Duration SHORTEST = Duration.ofSeconds(6);

    /** How long the gateway may wait for the function: longer than we do, in whole seconds. */
    Duration limit() {
        return Duration.ofSeconds(timeout.plusMillis(1999).toSeconds());
    }

    /** Seconds: the gateway reads neither fractions nor {@code ms}, and takes 10 s instead. */
    Header header() {
        return new Header(Names.Headers.FUNCTION_TIMEOUT, limit().toSeconds() + "s");
    }

    /**
     * How long to wait for the gateway: it needs time of its own to see that a function is down.
     */
    Duration longest() {
        return timeout.compareTo(SHORTEST) < 0 ? SHORTEST : timeout;
    }

    /** Whether this may be a response of the gateway: it says nothing. */
    static boolean isBare(FunctionResponse response) {
        return response.body().isEmpty()
                && !response.truncated()
                && response.header(Names.Headers.CONTENT_TYPE).isEmpty()
                && response.header(Responses.RETRY_AFTER).isEmpty();
    }

    /** Whether the gateway's time for the function had passed. */
    boolean isTooLong(Duration took) {
        Duration inForce = limit().compareTo(LONGEST_TRY) < 0 ? limit() : LONGEST_TRY;
        return took.compareTo(inForce.minus(EARLY)) >= 0;
    }

    /** Whether there was time for five tries. */
    static boolean hadTimeToTry(Duration took) {
        return took.compareTo(FIVE_TRIES.minus(EARLY)) >= 0;
    }
}
