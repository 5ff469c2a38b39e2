package com.justfaas.events.streams;

import io.nats.client.Connection;
import io.nats.client.Consumer;
import io.nats.client.ErrorListener;
import io.nats.client.JetStreamSubscription;
import io.nats.client.support.Status;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs what the client reports; what must be acted upon is seen where the call is made. */
final class NatsErrors implements ErrorListener {

    private static final Logger LOG = LoggerFactory.getLogger(NatsErrors.class);

    private final String name;

    NatsErrors(String name) {
        this.name = name;
    }

    @Override
    public void errorOccurred(Connection connection, String error) {
        LOG.atWarn().addKeyValue("connection", name).log("NATS says: {}", error);
    }

    @Override
    public void exceptionOccurred(Connection connection, Exception failure) {
        LOG.atDebug().addKeyValue("connection", name).setCause(failure).log("NATS client failed");
    }

    @Override
    public void slowConsumerDetected(Connection connection, Consumer consumer) {
        LOG.atWarn()
                .addKeyValue("connection", name)
                .log("a subscription is slower than NATS sends");
    }

    @Override
    public void pullStatusError(
            Connection connection, JetStreamSubscription subscription, Status status) {
        LOG.atWarn()
                .addKeyValue("connection", name)
                .log("a pull from {} failed: {}", subscription.getSubject(), status.getMessage());
    }

    @Override
    public void heartbeatAlarm(
            Connection connection, JetStreamSubscription subscription, long last, long expected) {
        LOG.atDebug().addKeyValue("connection", name).log("NATS missed a heartbeat");
    }
}
