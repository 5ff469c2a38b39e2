package com.justfaas.testkit.junit;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.testkit.NatsOptions;
import io.nats.client.Connection;
import io.nats.client.Nats;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@SuppressWarnings("try") // the close() of jnats may be interrupted
class NatsExtensionIT {

    @RegisterExtension
    static final NatsExtension NATS =
            new NatsExtension(NatsOptions.defaults().withMaxPayload(4096));

    @Test
    void hasAServerWithItsOptions() throws Exception {
        try (Connection connection = Nats.connect(NATS.url())) {
            assertThat(connection.getMaxPayload()).isEqualTo(4096);
        }
    }
}
