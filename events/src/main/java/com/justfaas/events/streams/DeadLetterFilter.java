package com.justfaas.events.streams;

import com.justfaas.events.FunctionName;
import com.justfaas.events.Names;
import com.justfaas.events.SubjectTokens;
import com.justfaas.events.codec.DeadLetterReason;
import java.util.Optional;

/**
 * Which dead letters somebody means; what is empty does not matter.
 *
 * @param function a function's name, in whatever namespace
 */
public record DeadLetterFilter(
        Optional<String> namespace, Optional<String> function, Optional<DeadLetterReason> reason) {

    /** Every dead letter. */
    public static final DeadLetterFilter ALL =
            new DeadLetterFilter(Optional.empty(), Optional.empty(), Optional.empty());

    private static final String REST = ">";
    private static final String PREFIX = prefix(Names.Subjects.ALL_DEAD_LETTERS, REST);

    private static String prefix(String pattern, String wildcard) {
        return pattern.substring(0, pattern.length() - wildcard.length());
    }

    /** Whether a dead letter of that function, if it has one, and reason is meant. */
    public boolean matches(Optional<FunctionName> receiver, DeadLetterReason why) {
        return is(namespace, receiver.map(FunctionName::namespace))
                && is(function, receiver.map(FunctionName::name))
                && is(reason, Optional.of(why));
    }

    private static <T> boolean is(Optional<T> wanted, Optional<T> actual) {
        return wanted.isEmpty() || wanted.equals(actual);
    }

    /** A subject that every message has that is meant, and perhaps others have too. */
    String subject() {
        return namespace.isEmpty() && function.isEmpty()
                ? REST
                : PREFIX + token(namespace) + "." + token(function);
    }

    private static String token(Optional<String> name) {
        return name.map(SubjectTokens::encode).orElse("*");
    }

    /** Whether every message that has the subject is meant. */
    boolean isSubjectEnough() {
        if (reason.isPresent()) {
            return false;
        }
        return equals(ALL)
                || namespace
                        .map(name -> PREFIX + SubjectTokens.encode(name) + ".")
                        .filter(start -> !Names.Subjects.malformedDeadLetter().startsWith(start))
                        .isPresent();
    }
}
