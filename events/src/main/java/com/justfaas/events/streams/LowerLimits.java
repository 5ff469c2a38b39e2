package com.justfaas.events.streams;

import com.justfaas.events.Durations;
import io.nats.client.api.DiscardPolicy;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.api.StreamInfo;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What becomes of a limit that is lower than what a stream holds: nothing that is stored is
 * discarded for it. A limit on messages per subject is no part of this, because it only removes
 * records that newer ones have superseded.
 */
final class LowerLimits {

    private static final double MIB = 1024.0 * 1024;

    private LowerLimits() {}

    /**
     * The bytes that the stream may hold. A stream that refuses when it is full is limited to its
     * content; one that discards keeps its limit until the content fits, because a message that is
     * stored between the look and the change would cost the oldest one.
     */
    static long maxBytes(StreamConfiguration wanted, StreamInfo info) {
        long held = info.getStreamState().getByteCount();
        if (held <= wanted.getMaxBytes()) {
            return wanted.getMaxBytes();
        }
        return wanted.getDiscardPolicy() == DiscardPolicy.New
                ? held
                : info.getConfiguration().getMaxBytes();
    }

    /** How long the stream keeps a message; zero for as long as there is capacity. */
    static Duration maxAge(StreamConfiguration wanted, StreamInfo info) {
        return holdsOlder(age(wanted), info) ? age(info.getConfiguration()) : age(wanted);
    }

    /** One line for each limit that is not in force yet: which, why, and what to do. */
    static List<String> heldBack(StreamConfiguration wanted, StreamInfo info) {
        List<String> lines = new ArrayList<>();
        long bytes = maxBytes(wanted, info);
        if (bytes != wanted.getMaxBytes()) {
            lines.add(
                    "%s holds %s, more than its limit of %s; until it holds less, %s. %s, or raise the limit (docs/configuration.md)"
                            .formatted(
                                    wanted.getName(),
                                    size(info.getStreamState().getByteCount()),
                                    size(wanted.getMaxBytes()),
                                    inForce(wanted, bytes),
                                    remedy(wanted)));
        }
        Duration age = maxAge(wanted, info);
        if (!age.equals(age(wanted))) {
            lines.add(
                    "%s holds messages that are older than its limit of %s, so that %s stays in force; %s"
                            .formatted(
                                    wanted.getName(),
                                    Durations.format(age(wanted)),
                                    age.isZero() ? "no limit" : Durations.format(age),
                                    "remove the older ones (nats stream purge --seq), or keep it so"));
        }
        return List.copyOf(lines);
    }

    private static String inForce(StreamConfiguration wanted, long bytes) {
        if (wanted.getDiscardPolicy() == DiscardPolicy.New) {
            return "it takes nothing new";
        }
        return "%s in force".formatted(bytes <= 0 ? "no limit is" : size(bytes) + " stays");
    }

    private static String remedy(StreamConfiguration wanted) {
        return wanted.getDiscardPolicy() == DiscardPolicy.New
                ? "Let it drain"
                : "Redrive or delete dead letters";
    }

    private static boolean holdsOlder(Duration wanted, StreamInfo info) {
        Duration actual = age(info.getConfiguration());
        boolean lower = !wanted.isZero() && (actual.isZero() || wanted.compareTo(actual) < 0);
        if (!lower || info.getStreamState().getMsgCount() == 0) {
            return false;
        }
        ZonedDateTime oldest = info.getStreamState().getFirstTime();
        ZonedDateTime now = info.getTimestamp();
        return oldest == null || now == null || oldest.isBefore(now.minus(wanted));
    }

    static Duration age(StreamConfiguration configuration) {
        Duration age = configuration.getMaxAge();
        return age == null ? Duration.ZERO : age;
    }

    private static String size(long bytes) {
        return String.format(Locale.ROOT, "%.1f MiB", bytes / MIB);
    }
}
