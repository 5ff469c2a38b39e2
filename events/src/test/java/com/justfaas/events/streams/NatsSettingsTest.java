package com.justfaas.events.streams;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NatsSettingsTest {

    @ParameterizedTest
    @CsvSource({
        "nats://nats.faas:4222, nats://nats.faas:4222",
        "nats://nats.faas, nats://nats.faas",
        "'tls://a:1, nats://b:2', 'tls://a:1,nats://b:2'",
        "nats://user:s3cret@nats.faas:4222, nats://nats.faas:4222",
        "nats://t0ken-s3cret@nats.faas:4222, nats://nats.faas:4222",
        "'nats://u:s3cret@a:1,nats://u:s3cret@b:2', 'nats://a:1,nats://b:2'",
        "nats://user:s3cret{|}@nats.faas:4222, nats://nats.faas:4222",
        "nats://user:s3cret@s3cret@nats.faas:4222, nats://nats.faas:4222",
        "user:s3cret@nats.faas:4222, nats.faas:4222",
        "localhost:4222, localhost:4222",
        "10.0.0.1:4222, 10.0.0.1:4222",
        "nats, nats",
        "nats://[::1]:4222, nats://[::1]:4222",
        "'not a url', 'not a url'"
    })
    void areShownWithoutUserAndPassword(String url, String shown) {
        NatsSettings settings = new NatsSettings(url, null);

        assertThat(settings.shown()).isEqualTo(shown);
        assertThat(settings).hasToString(shown);
    }
}
