package com.justfaas.events.topics;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who wants an event of a given type: exact types by hash, patterns by a trie. Immutable, so that a
 * delivery in flight keeps the map that it started with.
 *
 * @param <T> what names a receiver
 */
public final class TopicMap<T> {

    private final Map<String, List<T>> exact;
    private final Node<T> patterns;
    private final boolean anyPattern;

    private TopicMap(Map<String, List<T>> exact, Node<T> patterns) {
        this.exact = exact;
        this.patterns = patterns;
        this.anyPattern = !patterns.isEmpty();
    }

    /** The map in which each receiver gets what its patterns say. */
    public static <T> TopicMap<T> of(Map<T, ? extends Collection<TopicPattern>> subscriptions) {
        Map<String, List<T>> exact = new HashMap<>();
        Node<T> root = new Node<>();
        subscriptions.forEach(
                (receiver, patterns) -> {
                    for (TopicPattern pattern : new LinkedHashSet<>(patterns)) {
                        if (pattern.isExact()) {
                            exact.computeIfAbsent(pattern.text(), t -> new ArrayList<>())
                                    .add(receiver);
                        } else {
                            root.add(pattern.tokens(), receiver);
                        }
                    }
                });
        exact.replaceAll((type, receivers) -> List.copyOf(receivers));
        return new TopicMap<>(exact, root);
    }

    /** Every receiver that wants this type, each once. */
    public Collection<T> match(String type) {
        List<T> named = exact.getOrDefault(type, List.of());
        if (!anyPattern) {
            return named;
        }
        Set<T> receivers = new LinkedHashSet<>(named);
        patterns.collect(Tokens.split(type), 0, receivers);
        return receivers;
    }

    private static final class Node<T> {
        private final Map<String, Node<T>> children = new HashMap<>(2);
        private final List<T> here = new ArrayList<>(1);
        private final List<T> rest = new ArrayList<>(1);

        void add(List<String> tokens, T receiver) {
            Node<T> node = this;
            for (String token : tokens) {
                if (token.equals(TopicPattern.REST)) {
                    node.rest.add(receiver);
                    return;
                }
                node = node.children.computeIfAbsent(token, t -> new Node<>());
            }
            node.here.add(receiver);
        }

        void collect(List<String> tokens, int at, Set<T> found) {
            if (at == tokens.size()) {
                found.addAll(here);
                return;
            }
            found.addAll(rest);
            descend(children.get(tokens.get(at)), tokens, at, found);
            if (!tokens.get(at).equals(TopicPattern.ONE)) {
                descend(children.get(TopicPattern.ONE), tokens, at, found);
            }
        }

        private void descend(@Nullable Node<T> child, List<String> tokens, int at, Set<T> found) {
            if (child != null) {
                child.collect(tokens, at + 1, found);
            }
        }

        boolean isEmpty() {
            return children.isEmpty() && rest.isEmpty();
        }
    }
}
