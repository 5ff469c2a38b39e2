package com.justfaas.operator.workload;

import com.justfaas.crds.v1alpha1.Annotation;
import com.justfaas.crds.v1alpha1.Annotations;
import com.justfaas.crds.v1alpha1.Function;
import com.justfaas.events.Durations;
import com.justfaas.operator.status.Shortened;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The annotations of a Function that say how it runs. A value that cannot be used is a mistake, and
 * the default is used instead.
 *
 * @param serviceAccount the account that the pods run as, if one is named; only then do they get a
 *     token
 * @param scaleMin least number of replicas of the autoscaler
 * @param scaleMax greatest number of replicas of the autoscaler
 * @param scaleToZero whether the function is scaled to zero after the cooldown
 * @param cooldown time without a call, as written
 * @param scaleThreshold requests per second and replica
 * @param cronExpression when to call the function, if at all
 * @param cronTimezone time zone of the expression, if not the cluster's
 * @param secretsPath where Secrets are mounted
 * @param runAsNonRoot whether the pods may not run as root
 * @param mistakes one line for each value that cannot be used
 */
public record WorkloadAnnotations(
        Optional<String> serviceAccount,
        int scaleMin,
        int scaleMax,
        boolean scaleToZero,
        String cooldown,
        int scaleThreshold,
        Optional<String> cronExpression,
        Optional<String> cronTimezone,
        String secretsPath,
        boolean runAsNonRoot,
        List<String> mistakes) {

    private static final int MOST_REPLICAS = 10_000;
    private static final int MOST_REQUESTS = 1_000_000;

    public WorkloadAnnotations {
        mistakes = List.copyOf(mistakes);
    }

    public static WorkloadAnnotations of(Function function) {
        return new Reading(function).read();
    }

    /** One pass over the annotations of one Function. */
    private static final class Reading {

        /** What a path in a container may not have: the API server refuses a colon. */
        private static final Pattern PATH = Pattern.compile("/[^:\\p{Cntrl}]*");

        private static final Pattern ACCOUNT =
                Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");

        private final Function function;
        private final List<String> mistakes = new ArrayList<>();

        Reading(Function function) {
            this.function = function;
        }

        WorkloadAnnotations read() {
            int min = number(Annotations.SCALE_MIN, 1, MOST_REPLICAS);
            int max = number(Annotations.SCALE_MAX, 1, MOST_REPLICAS);
            if (min > max) {
                wrong(
                        Annotations.SCALE_MAX,
                        "is less than %s, which is %d; up to %d replicas are used"
                                .formatted(Annotations.SCALE_MIN.name(), min, min));
                max = min;
            }
            String mode = Annotations.SCALE_MODE.of(function);
            if (!mode.equals(Annotations.SCALE_MODE.standard())) {
                wrong(Annotations.SCALE_MODE, "is not known; rps (requests per second) is used");
            }
            return new WorkloadAnnotations(
                    text(Annotations.SERVICE_ACCOUNT_NAME, ACCOUNT, "the name of a ServiceAccount"),
                    min,
                    max,
                    flag(Annotations.SCALE_TO_ZERO),
                    duration(Annotations.SCALE_TO_ZERO_COOLDOWN),
                    number(Annotations.SCALE_THRESHOLD, 1, MOST_REQUESTS),
                    cron(),
                    timezone(),
                    text(Annotations.SECRETS_MOUNT_PATH, PATH, "an absolute path without a colon")
                            .orElse(Annotations.SECRETS_MOUNT_PATH.standard()),
                    flag(Annotations.RUN_AS_NON_ROOT),
                    mistakes);
        }

        private int number(Annotation annotation, int least, int most) {
            String value = annotation.of(function);
            try {
                int number = Integer.parseInt(value);
                if (number >= least && number <= most) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // reported below, together with numbers out of range
            }
            wrong(
                    annotation,
                    "is not a whole number from %d to %d (default %s)"
                            .formatted(least, most, annotation.standard()));
            return Integer.parseInt(annotation.standard());
        }

        private boolean flag(Annotation annotation) {
            String value = annotation.of(function);
            if (!value.equals("true") && !value.equals("false")) {
                wrong(annotation, "is neither true nor false (default false)");
            }
            return value.equals("true");
        }

        private String duration(Annotation annotation) {
            String value = annotation.of(function);
            if (Durations.parse(value).isEmpty()) {
                wrong(
                        annotation,
                        "is not a duration; write it like 30s, 10m or 1h30m (default %s)"
                                .formatted(annotation.standard()));
                return annotation.standard();
            }
            return value;
        }

        private Optional<String> text(Annotation annotation, Pattern pattern, String right) {
            if (!annotation.isOn(function)) {
                return Optional.empty();
            }
            String value = annotation.of(function);
            if (!pattern.matcher(value).matches()) {
                wrong(annotation, "is not " + right);
                return Optional.empty();
            }
            return Optional.of(value);
        }

        private Optional<String> cron() {
            String value = Annotations.CRON_EXPRESSION.of(function);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            if (!CronExpressions.isValid(value)) {
                wrong(
                        Annotations.CRON_EXPRESSION,
                        "is not a cron expression; write minute, hour, day of month, month and day of week, such as \"*/5 8-18 * * MON-FRI\", or @hourly. The function is not called by time");
                return Optional.empty();
            }
            return Optional.of(value);
        }

        private Optional<String> timezone() {
            String value = Annotations.CRON_TIMEZONE.of(function);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            if (!ZoneId.getAvailableZoneIds().contains(value)) {
                wrong(
                        Annotations.CRON_TIMEZONE,
                        "is not a time zone; write it like Europe/Amsterdam. The cluster's time zone is used");
                return Optional.empty();
            }
            return Optional.of(value);
        }

        private void wrong(Annotation annotation, String mistake) {
            mistakes.add(
                    "%s: \"%s\" %s"
                            .formatted(
                                    annotation.name(),
                                    Shortened.cut(annotation.of(function), 100),
                                    mistake));
        }
    }
}
