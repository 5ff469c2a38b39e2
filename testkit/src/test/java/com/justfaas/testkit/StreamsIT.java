package com.justfaas.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.testkit.junit.NatsExtension;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.api.StreamConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class StreamsIT {

    @RegisterExtension static final NatsExtension NATS = new NatsExtension();

    private Connection nats;

    @BeforeEach
    void connect() throws Exception {
        nats = Nats.connect(NATS.url());
    }

    @AfterEach
    void close() throws Exception {
        nats.close();
    }

    /** The folder of a server's streams, too, stays as long as there is one. */
    @Test
    void areAllDeletedButTheSpareOne() throws Exception {
        for (int i = 0; i < 2; i++) {
            nats.jetStreamManagement()
                    .addStream(
                            StreamConfiguration.builder()
                                    .name("orders")
                                    .subjects("orders")
                                    .build());
            assertThat(Streams.names(nats)).containsExactly("orders");

            Streams.deleteAll(nats);
            assertThat(Streams.names(nats)).isEmpty();
            assertThat(nats.jetStreamManagement().getStreamNames()).hasSize(1);
        }
    }
}
