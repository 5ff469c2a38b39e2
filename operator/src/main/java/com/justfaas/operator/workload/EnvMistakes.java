package com.justfaas.operator.workload;

import com.justfaas.crds.v1alpha1.EnvVar;
import com.justfaas.crds.v1alpha1.EnvVarSource;
import com.justfaas.crds.v1alpha1.FieldSelector;
import com.justfaas.crds.v1alpha1.KeySelector;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is wrong with environment variables; values are never shown, they may be secret. */
final class EnvMistakes {

    /** Printable ASCII but for the equals sign, as Kubernetes takes it. */
    private static final Pattern NAME = Pattern.compile("[ -<>-~]+");

    private EnvMistakes() {}

    /** Adds one line for each. */
    static void in(List<String> mistakes, List<EnvVar> variables) {
        for (int i = 0; i < variables.size(); i++) {
            in(mistakes, "spec.env[%d]".formatted(i), variables.get(i));
        }
    }

    private static void in(List<String> mistakes, String field, EnvVar variable) {
        String name = variable.name();
        if (name == null || name.isBlank()) {
            mistakes.add(
                    "%s.name is %s; name the variable, such as COLOUR"
                            .formatted(field, SpecMistakes.missingOr(name)));
        } else if (!NAME.matcher(name).matches()) {
            mistakes.add(
                    "%s.name is %s; write letters, digits and underscores, such as COLOUR"
                            .formatted(field, SpecMistakes.quoted(name)));
        }
        EnvVarSource source = variable.valueFrom();
        if (source != null) {
            inSource(mistakes, field, variable.value(), source);
        }
    }

    private static void inSource(
            List<String> mistakes, String field, @Nullable String value, EnvVarSource source) {
        long sources =
                Stream.of(source.configMapKeyRef(), source.fieldRef(), source.secretKeyRef())
                        .filter(Objects::nonNull)
                        .count();
        if (sources != 1) {
            mistakes.add(
                    "%s.valueFrom names %d sources; name one of configMapKeyRef, secretKeyRef and fieldRef"
                            .formatted(field, sources));
        }
        if (value != null && !value.isEmpty()) {
            mistakes.add("%s has both value and valueFrom; write one of them".formatted(field));
        }
        inKey(mistakes, field + ".valueFrom.configMapKeyRef", source.configMapKeyRef());
        inKey(mistakes, field + ".valueFrom.secretKeyRef", source.secretKeyRef());
        FieldSelector selected = source.fieldRef();
        if (selected != null && isBlank(selected.fieldPath())) {
            mistakes.add(
                    "%s.valueFrom.fieldRef.fieldPath is %s; name a field such as metadata.namespace"
                            .formatted(field, SpecMistakes.missingOr(selected.fieldPath())));
        }
    }

    private static void inKey(List<String> mistakes, String field, @Nullable KeySelector selected) {
        if (selected == null) {
            return;
        }
        if (isBlank(selected.name())) {
            mistakes.add(
                    "%s.name is %s; name the object that has the key"
                            .formatted(field, SpecMistakes.missingOr(selected.name())));
        }
        if (isBlank(selected.key())) {
            mistakes.add(
                    "%s.key is %s; name a key of it"
                            .formatted(field, SpecMistakes.missingOr(selected.key())));
        }
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }
}
