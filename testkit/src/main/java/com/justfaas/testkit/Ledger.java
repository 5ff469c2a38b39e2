package com.justfaas.testkit;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The accounts of a test that breaks things: what was offered, what became of the offer, and what
 * arrived. Thread-safe. An id stands for one thing that has to arrive; where an event goes to
 * several functions, that is event and function.
 */
public final class Ledger {

    private final Set<String> offered = ConcurrentHashMap.newKeySet();
    private final Set<String> accepted = ConcurrentHashMap.newKeySet();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private final Set<String> unknown = ConcurrentHashMap.newKeySet();
    private final Set<String> dead = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> deliveries = new ConcurrentHashMap<>();

    /** It is about to be sent. */
    public void offered(String id) {
        offered.add(id);
    }

    /** The sender was told that it is safe: from now on it must not be lost. */
    public void accepted(String id) {
        accepted.add(id);
    }

    /** The sender was told that it was not taken. */
    public void refused(String id) {
        refused.add(id);
    }

    /** The sender was told nothing: it may arrive or not. */
    public void unknown(String id) {
        unknown.add(id);
    }

    /** It arrived, once more. */
    public void delivered(String id) {
        deliveries.merge(id, 1, Integer::sum);
    }

    /** It was found among the dead letters. */
    public void dead(String id) {
        dead.add(id);
    }

    /**
     * Accepted, but neither delivered nor a dead letter: empty when everything has settled and
     * nothing is wrong.
     */
    public Set<String> lost() {
        Set<String> lost = new TreeSet<>(accepted);
        lost.removeAll(deliveries.keySet());
        lost.removeAll(dead);
        return lost;
    }

    /** Arrived without having been offered: always empty when nothing is wrong. */
    public Set<String> phantoms() {
        Set<String> phantoms = new TreeSet<>(deliveries.keySet());
        phantoms.addAll(dead);
        phantoms.removeAll(offered);
        return phantoms;
    }

    /** How often something arrived that had arrived before. */
    public long duplicates() {
        return deliveries() - distinctDeliveries();
    }

    /** How often anything arrived. */
    public long deliveries() {
        return deliveries.values().stream().mapToLong(Integer::longValue).sum();
    }

    public long distinctDeliveries() {
        return deliveries.size();
    }

    public int offeredCount() {
        return offered.size();
    }

    public int acceptedCount() {
        return accepted.size();
    }

    public int refusedCount() {
        return refused.size();
    }

    public int unknownCount() {
        return unknown.size();
    }

    public int deadCount() {
        return dead.size();
    }

    /** One line for people. */
    public String summary() {
        return "offered %d: accepted %d, refused %d, unknown %d; delivered %d, dead %d; lost %s, phantoms %s, duplicates %d"
                .formatted(
                        offeredCount(),
                        acceptedCount(),
                        refusedCount(),
                        unknownCount(),
                        distinctDeliveries(),
                        deadCount(),
                        some(lost()),
                        some(phantoms()),
                        duplicates());
    }

    @Override
    public String toString() {
        return summary();
    }

    /** Their number, and the first few. */
    private static String some(Collection<String> ids) {
        return ids.isEmpty() ? "0" : "%d %s".formatted(ids.size(), ids.stream().limit(5).toList());
    }
}
