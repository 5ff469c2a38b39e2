package com.justfaas.app.logging;

import ch.qos.logback.classic.Level;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;

/** Who may say how much. */
final class Loggers {

    private static final String OURS = "com.justfaas";

    /**
     * Each says at a level that alarms what is normal, or what the operator reports in words, or
     * what senders write: a Host that is none is told to them.
     */
    static final Map<String, Level> NOISY =
            Map.of(
                    "io.fabric8.kubernetes.client.dsl.internal.VersionUsageUtils", Level.ERROR,
                    "io.fabric8.kubernetes.client.jdkhttp.JdkWebSocketImpl", Level.ERROR,
                    "io.fabric8.kubernetes.client.extended.leaderelection.LeaderElector", Level.OFF,
                    "io.fabric8.kubernetes.client.informers.impl.cache.Reflector", Level.ERROR,
                    "org.eclipse.jetty.util.HostPort", Level.ERROR);

    private Loggers() {}

    /** Level by logger, when ours have this one. */
    static Map<String, Level> levels(org.slf4j.event.Level ours) {
        Map<String, Level> levels = new LinkedHashMap<>();
        levels.put(Logger.ROOT_LOGGER_NAME, libraries(ours));
        levels.put(OURS, Level.convertAnSLF4JLevel(ours));
        if (Level.convertAnSLF4JLevel(ours).isGreaterOrEqual(Level.INFO)) {
            levels.putAll(NOISY);
        }
        return levels;
    }

    private static Level libraries(org.slf4j.event.Level ours) {
        return switch (ours) {
            case ERROR -> Level.ERROR;
            case WARN, INFO -> Level.WARN;
            case DEBUG -> Level.INFO;
            case TRACE -> Level.DEBUG;
        };
    }
}
