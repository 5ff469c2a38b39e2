package com.justfaas.router.ingress;

import com.justfaas.router.http.Problem;
import java.util.List;

/** What a request asks for, or why it cannot have it. */
public sealed interface Mapping {

    /** One event to store; answered with an object. */
    record Single(Arrival arrival) implements Mapping {}

    /** Any number of events to store, or none; answered with an array. */
    record Batch(List<Arrival> arrivals) implements Mapping {
        public Batch {
            arrivals = List.copyOf(arrivals);
        }
    }

    /** Nothing is to be stored. */
    record Refused(Problem problem) implements Mapping {}
}
