package com.justfaas.app.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SizesTest {

    @ParameterizedTest
    @CsvSource({
        "1KiB, 1024",
        "512MiB, 536870912",
        "1GiB, 1073741824",
        "3TiB, 3298534883328",
        "1500MiB, 1572864000"
    })
    void readsAndWrites(String text, long bytes) {
        assertThat(Sizes.parse(text)).contains(bytes);
        assertThat(Sizes.format(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "1.5GiB", "1 GiB", "1GB", "1gib", "-1GiB", "GiB"})
    void readsNothingElse(String text) {
        assertThat(Sizes.parse(text)).isEmpty();
    }

    @Test
    void readsNothingThatIsTooLarge() {
        assertThat(Sizes.parse("8388607TiB")).contains(8388607L << 40);
        assertThat(Sizes.parse("8388608TiB")).isEmpty();
    }
}
