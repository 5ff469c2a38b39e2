package com.justfaas.operator.function;

import static com.justfaas.events.codec.ManagementEvent.Kind.ADDED;
import static com.justfaas.events.codec.ManagementEvent.Kind.DELETED;
import static com.justfaas.operator.function.Resources.NOW;
import static com.justfaas.operator.function.Resources.function;
import static com.justfaas.operator.function.Resources.record;
import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.events.FunctionName;
import com.justfaas.events.codec.FunctionResource;
import com.justfaas.events.streams.FunctionRecord;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecordComparisonTest {

    private final FunctionResource checkout = function("checkout", "uid-1", "order.created");
    private final FunctionRecord added = record(3, ADDED, checkout);
    private final FunctionRecord deleted = record(4, DELETED, checkout);

    @Test
    void findsNothingWhereBothAgree() {
        assertThat(compare(List.of(added), List.of(listed(checkout))))
                .isEqualTo(new RecordComparison(List.of(), List.of(), List.of()));
    }

    @Test
    void findsRecordsWhoseFunctionIsGone() {
        assertThat(compare(List.of(added), List.of()).orphans()).containsExactly(added);
        assertThat(compare(List.of(deleted), List.of()).orphans()).isEmpty();
    }

    @Test
    void findsFunctionsOfWhichTheRecordSaysSomethingElse() {
        FunctionName name = checkout.function();
        FunctionResource changed = function("checkout", "uid-1", "order.paid");
        FunctionResource successor = function("checkout", "uid-2", "order.created");
        assertThat(compare(List.of(), List.of(listed(checkout))).unrecorded())
                .containsExactly(name);
        assertThat(compare(List.of(deleted), List.of(listed(checkout))).unrecorded())
                .containsExactly(name);
        assertThat(compare(List.of(added), List.of(listed(changed))).unrecorded())
                .containsExactly(name);
        assertThat(compare(List.of(added), List.of(listed(successor))).unrecorded())
                .containsExactly(name);
    }

    @Test
    void expectsNoRecordOfWhatIsOnItsWayOutOrHasNoUsableName() {
        FunctionResource dotted = function("a.b", "uid-3", "order.created");
        assertThat(
                        compare(
                                        List.of(),
                                        List.of(ListedFunction.of(checkout, true), listed(dotted)))
                                .unrecorded())
                .isEmpty();
    }

    @Test
    void leavesOtherNamespacesToOthers() {
        RecordComparison found =
                RecordComparison.of(List.of(added), List.of(), Set.of("elsewhere"), NOW);
        assertThat(found.orphans()).isEmpty();
    }

    @Test
    void forgetsDeletionsAfterTheirTime() {
        Duration second = Duration.ofSeconds(1);
        RecordComparison late =
                RecordComparison.of(List.of(deleted), List.of(), Set.of(), NOW.plus(second));
        RecordComparison early =
                RecordComparison.of(List.of(deleted), List.of(), Set.of(), NOW.minus(second));
        assertThat(late.tombstones()).containsExactly(deleted);
        assertThat(early.tombstones()).isEmpty();
    }

    private static RecordComparison compare(
            List<FunctionRecord> records, List<ListedFunction> functions) {
        return RecordComparison.of(records, functions, Set.of(), NOW);
    }

    private static ListedFunction listed(FunctionResource resource) {
        return ListedFunction.of(resource, false);
    }
}
