package com.justfaas.operator.status;

import com.justfaas.crds.v1alpha1.Condition;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lists of conditions, one of each type. */
public final class Conditions {

    private Conditions() {}

    public static Optional<Condition> find(List<Condition> conditions, String type) {
        return conditions.stream().filter(condition -> condition.type().equals(type)).findFirst();
    }

    /**
     * The conditions that say what was found. One whose status is as before keeps its transition
     * time, so that finding the same again changes nothing.
     */
    public static List<Condition> merge(
            List<Condition> before, List<Finding> found, @Nullable Long generation, Instant now) {
        return found.stream().map(finding -> condition(before, finding, generation, now)).toList();
    }

    private static Condition condition(
            List<Condition> before, Finding finding, @Nullable Long generation, Instant now) {
        String since =
                find(before, finding.type())
                        .filter(condition -> condition.status().equals(finding.status()))
                        .map(Condition::lastTransitionTime)
                        .orElseGet(() -> now.truncatedTo(ChronoUnit.SECONDS).toString());
        return new Condition(
                finding.type(),
                finding.status(),
                generation,
                since,
                finding.reason().text(),
                finding.message());
    }
}
