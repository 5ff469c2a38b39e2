package com.justfaas.router.simulation;

/** The broker says no. */
final class Refusal extends RuntimeException {

    Refusal(String why) {
        super(why, null, false, false);
    }
}
