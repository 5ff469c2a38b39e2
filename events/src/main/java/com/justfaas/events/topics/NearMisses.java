package com.justfaas.events.topics;

import com.justfaas.events.topics.NearMiss.Kind;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Tells near misses from patterns that mean something else. For people: never on the hot path. */
public final class NearMisses {

    private static final Pattern SEPARATORS = Pattern.compile("[\\s;|,]+");

    private NearMisses() {}

    /**
     * Why the pattern nearly matches, or empty when it does match, or is about something else.
     *
     * @param type of an event
     */
    public static Optional<NearMiss> of(TopicPattern pattern, String type) {
        if (pattern.matches(type)) {
            return Optional.empty();
        }
        List<String> wanted = pattern.tokens();
        List<String> given = Tokens.split(type);
        return sameWith(wanted, given, String::equalsIgnoreCase)
                ? miss(Kind.Case, "differs in upper and lower case only, and case counts")
                : spelling(pattern, type)
                        .or(() -> wildcard(wanted, given))
                        .or(() -> part(wanted, given))
                        .or(() -> oneWord(wanted, given));
    }

    /** Why a value that is no topic would have matched, had it been written as it was meant. */
    public static Optional<NearMiss> of(AnnotationMistake mistake, String type) {
        String annotation = mistake.annotation();
        boolean known = annotation.equals(EventAnnotations.EVENT_TYPE);
        boolean meant =
                (known || UnknownAnnotations.standsFor(EventAnnotations.EVENT_TYPE, annotation))
                        && SEPARATORS
                                .splitAsStream(mistake.meant())
                                .anyMatch(part -> wouldMatch(part, type));
        if (!meant) {
            return Optional.empty();
        }
        return miss(
                Kind.NotATopic, known ? mistake.mistake() : annotation + " " + mistake.mistake());
    }

    private static boolean wouldMatch(String part, String type) {
        return TopicPattern.wrongIn(part) == null
                ? sameWith(Tokens.split(part), Tokens.split(type), String::equalsIgnoreCase)
                : Globs.resembles(part, type);
    }

    private static Optional<NearMiss> spelling(TopicPattern pattern, String type) {
        int slips = Spelling.slips(pattern, type);
        return slips > Spelling.MOST_SLIPS
                ? Optional.empty()
                : miss(
                        Kind.Spelling,
                        "differs in %s"
                                .formatted(slips == 1 ? "1 character" : slips + " characters"));
    }

    private static Optional<NearMiss> wildcard(List<String> wanted, List<String> given) {
        boolean open = wanted.getLast().equals(TopicPattern.REST);
        List<String> beginning = open ? wanted.subList(0, wanted.size() - 1) : wanted;
        if (open && !beginning.isEmpty() && same(beginning, given)) {
            return miss(
                    Kind.Wildcard,
                    "> stands for one word or more; %s needs a topic of its own"
                            .formatted(text(given)));
        }
        if (open || wanted.size() >= given.size() || !same(wanted, firstOf(given, wanted.size()))) {
            return Optional.empty();
        }
        List<String> closed =
                wanted.getLast().equals(TopicPattern.ONE)
                        ? wanted.subList(0, wanted.size() - 1)
                        : wanted;
        String better =
                closed.isEmpty() ? TopicPattern.REST : text(closed) + "." + TopicPattern.REST;
        return miss(
                Kind.Wildcard,
                "stands for %s, the type has %d; %s would match"
                        .formatted(words(wanted.size()), given.size(), better));
    }

    private static Optional<NearMiss> part(List<String> wanted, List<String> given) {
        int more = given.size() - wanted.size();
        if (more < 0 && same(firstOf(wanted, given.size()), given)) {
            return miss(Kind.Part, "goes on where the type ends");
        }
        if (more < 0
                && namesAny(wanted.subList(-more, wanted.size()))
                && same(wanted.subList(-more, wanted.size()), given)) {
            return miss(
                    Kind.Part,
                    "begins with %s that the type does not have"
                            .formatted(text(firstOf(wanted, -more))));
        }
        if (more > 0 && namesAny(wanted) && same(wanted, given.subList(more, given.size()))) {
            return miss(
                    Kind.Part,
                    "is the end of the type, and topics are read from the first word on; %s.%s would match"
                            .formatted(
                                    text(Collections.nCopies(more, TopicPattern.ONE)),
                                    text(wanted)));
        }
        return Optional.empty();
    }

    /**
     * Whether a word is left that says something: what consists of wildcards is near to anything.
     */
    private static boolean namesAny(List<String> words) {
        return words.stream()
                .anyMatch(
                        word -> !word.equals(TopicPattern.ONE) && !word.equals(TopicPattern.REST));
    }

    private static Optional<NearMiss> oneWord(List<String> wanted, List<String> given) {
        if (wanted.size() != given.size()) {
            return Optional.empty();
        }
        int[] different =
                IntStream.range(0, wanted.size())
                        .filter(i -> !fits(wanted.get(i), given.get(i), String::equals))
                        .toArray();
        boolean alike =
                IntStream.range(0, wanted.size()).anyMatch(i -> wanted.get(i).equals(given.get(i)));
        if (different.length != 1 || !alike) {
            return Optional.empty();
        }
        int at = different[0];
        return miss(
                at == wanted.size() - 1 ? Kind.Sibling : Kind.OneWord,
                "has the word %s where the type has %s".formatted(wanted.get(at), given.get(at)));
    }

    private static boolean same(List<String> wanted, List<String> given) {
        return sameWith(wanted, given, String::equals);
    }

    private static boolean sameWith(
            List<String> wanted, List<String> given, BiPredicate<String, String> equal) {
        boolean open = wanted.getLast().equals(TopicPattern.REST);
        int size = open ? wanted.size() - 1 : wanted.size();
        return (open ? given.size() > size : given.size() == size)
                && IntStream.range(0, size).allMatch(i -> fits(wanted.get(i), given.get(i), equal));
    }

    private static boolean fits(String wanted, String given, BiPredicate<String, String> equal) {
        return wanted.equals(TopicPattern.ONE) || equal.test(wanted, given);
    }

    private static List<String> firstOf(List<String> tokens, int count) {
        return tokens.subList(0, count);
    }

    private static String text(List<String> tokens) {
        return String.join(".", tokens);
    }

    private static String words(int count) {
        return count == 1 ? "1 word" : count + " words";
    }

    private static Optional<NearMiss> miss(Kind kind, String why) {
        return Optional.of(new NearMiss(kind, why));
    }
}
