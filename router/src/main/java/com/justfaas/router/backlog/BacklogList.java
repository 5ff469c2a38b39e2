package com.justfaas.router.backlog;

import com.justfaas.events.FunctionName;
import com.justfaas.router.callback.CallbackTarget;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** What {@code /api/backlog} lists. */
final class BacklogList {

    /** Senders choose the hosts: of those with fewer pending callbacks only the sum is listed. */
    static final int MOST_HOSTS = 100;

    private BacklogList() {}

    /** How many copies wait for each receiver, and for all hosts that are not listed by name. */
    static NavigableMap<FunctionName, Long> of(Map<FunctionName, Map<Integer, Long>> waiting) {
        NavigableMap<FunctionName, Long> list = new TreeMap<>();
        waiting.forEach(
                (receiver, tiers) ->
                        list.put(receiver, tiers.values().stream().mapToLong(n -> n).sum()));
        List<FunctionName> others =
                list.keySet().stream()
                        .filter(CallbackTarget::isHost)
                        .sorted(Comparator.comparing(list::get).reversed())
                        .skip(MOST_HOSTS)
                        .toList();
        others.forEach(host -> list.merge(CallbackTarget.ANY_HOST, list.remove(host), Long::sum));
        return list;
    }
}
