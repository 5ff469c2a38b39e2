package com.justfaas.router.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.events.FunctionName;
import com.justfaas.events.topics.EventAnnotations;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NearNamesTest {

    @Test
    void namesTheSameElsewhereAndNearlyTheSameHere() {
        assertThat(
                        near(
                                "shop/checkout",
                                "shop/chekout",
                                "store/checkout",
                                "store/check-out",
                                "shop/mailer"))
                .containsExactly("store/checkout", "shop/chekout", "store/check-out");
    }

    @Test
    void shortNamesThatDifferAreOtherNames() {
        assertThat(near("shop/a", "shop/b", "other/a")).containsExactly("other/a");
    }

    @Test
    void namesAFewOnly() {
        assertThat(
                        near(
                                "shop/checkout",
                                IntStream.range(0, 50)
                                        .mapToObj(i -> "shop/checkout%d".formatted(i % 10) + "x")
                                        .distinct()
                                        .toArray(String[]::new)))
                .hasSize(5);
    }

    private static List<String> near(String wanted, String... known) {
        FunctionSnapshot functions =
                FunctionSnapshot.of(
                        Arrays.stream(known)
                                .map(NearNamesTest::name)
                                .collect(
                                        Collectors.toMap(
                                                Function.identity(),
                                                name ->
                                                        new KnownFunction(
                                                                name,
                                                                "uid",
                                                                EventAnnotations.read(Map.of()),
                                                                Instant.EPOCH))));
        return NearNames.of(functions, name(wanted)).stream().map(FunctionName::toString).toList();
    }

    private static FunctionName name(String text) {
        int slash = text.indexOf('/');
        return new FunctionName(text.substring(0, slash), text.substring(slash + 1));
    }
}
