package com.justfaas.playground.functions;

import com.justfaas.playground.samples.Sample;
import java.util.Map;

/** What stands behind the image of a Function, here where no container runs. */
public sealed interface Backend {

    /** The image {@code playground/<sample>}. */
    record InPlayground(Sample sample, Map<String, String> env) implements Backend {
        public InPlayground {
            env = Map.copyOf(env);
        }
    }

    /** The image {@code local/<port>}: a server on 127.0.0.1. */
    record OnThisMachine(int port) implements Backend {}

    /** Nothing that could run; the reason says what would. */
    record Nothing(String reason) implements Backend {}
}
