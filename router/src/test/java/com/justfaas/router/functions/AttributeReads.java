package com.justfaas.router.functions;

import io.cloudevents.CloudEvent;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts what is read of events besides their type. */
final class AttributeReads {

    private final AtomicInteger reads = new AtomicInteger();

    int count() {
        return reads.get();
    }

    CloudEvent of(CloudEvent event) {
        return (CloudEvent)
                Proxy.newProxyInstance(
                        AttributeReads.class.getClassLoader(),
                        new Class<?>[] {CloudEvent.class},
                        (_, method, arguments) -> {
                            if (!method.getName().equals("getType")) {
                                reads.incrementAndGet();
                            }
                            try {
                                return method.invoke(event, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
    }
}
