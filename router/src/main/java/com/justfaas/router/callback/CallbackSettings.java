package com.justfaas.router.callback;

import java.util.List;

/**
 * What callbacks are told.
 *
 * @param allow what they may reach beyond the default; see {@link CallbackAllowList}
 * @param secrets that sign them; none for no signature
 */
public record CallbackSettings(List<String> allow, List<SigningSecret> secrets) {

    public CallbackSettings {
        allow = List.copyOf(allow);
        secrets = List.copyOf(secrets);
    }

    /** Unsigned. */
    public static CallbackSettings allowing(String... entries) {
        return new CallbackSettings(List.of(entries), List.of());
    }
}
