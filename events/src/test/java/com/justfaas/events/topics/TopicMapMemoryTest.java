package com.justfaas.events.topics;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What a function may cost every replica. Counts what is allocated, which is no less than what is
 * kept, and the same in each run.
 */
class TopicMapMemoryTest {

    private static final long MIB = 1 << 20;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Without a limit it is a hundred times as much, and some such records end the process. */
    @Test
    void twoFunctionsWith200KilobytesOfWildcardTopicsTakeLittle() {
        Map<String, List<TopicPattern>> wishes = Map.of("a", topics("a"), "b", topics("b"));

        long before = THREADS.getCurrentThreadAllocatedBytes();
        TopicMap<String> map = TopicMap.of(wishes);
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;

        assertThat(map.match("a0" + ".x".repeat(15))).containsExactly("a");
        assertThat(allocated).isLessThan(2 * MIB);
    }

    @Test
    void readingATopicListOf200KilobytesKeepsLittle() {
        String annotation = wildcards("a");
        Map<String, String> annotations = Map.of(EventAnnotations.EVENT_TYPE, annotation);
        EventAnnotations.read(annotations);

        long before = THREADS.getCurrentThreadAllocatedBytes();
        Subscription subscription = EventAnnotations.read(annotations);
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;

        assertThat(subscription.topics()).hasSize(TopicList.MOST);
        assertThat(subscription.mistakes()).hasSize(1);
        assertThat(allocated).isLessThan(4 * MIB);
    }

    private static List<TopicPattern> topics(String prefix) {
        return EventAnnotations.read(Map.of(EventAnnotations.EVENT_TYPE, wildcards(prefix)))
                .topics();
    }

    /** {@code a0.*.*.*…, a1.*.*.*…}: every topic has nodes of its own in the trie. */
    private static String wildcards(String prefix) {
        return IntStream.range(0, 5800)
                .mapToObj(i -> prefix + i + ".*".repeat(15))
                .collect(Collectors.joining(","));
    }
}
