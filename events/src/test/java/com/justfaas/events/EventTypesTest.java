package com.justfaas.events;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventTypesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "com.justfaas.function.added",
                "com.justfaas.function.modified",
                "com.justfaas.function.deleted",
                "com.justfaas.event.added",
                "com.justfaas.function.invoked.shop",
                "com.justfaas.function.",
                "com.justfaas.",
                "com.justfaas.*",
                "com.justfaas.anything"
            })
    void reservesEverythingOfOurs(String type) {
        assertThat(EventTypes.isReserved(type)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "com.justfaas.function.invoked",
                "com.justfaas",
                "com.justfaastic.added",
                "COM.JUSTFAAS.function.added",
                "order.created",
                ""
            })
    void leavesTheRestToUsers(String type) {
        assertThat(EventTypes.isReserved(type)).isFalse();
    }
}
