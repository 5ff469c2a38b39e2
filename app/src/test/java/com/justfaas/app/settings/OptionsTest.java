package com.justfaas.app.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {

    @Test
    void listsEachOptionOnce() throws IllegalAccessException {
        List<Object> declared = new ArrayList<>();
        for (Field field : Options.class.getDeclaredFields()) {
            if (field.getType() == Option.class) {
                declared.add(field.get(null));
            }
        }

        assertThat(Options.ALL).doesNotHaveDuplicates();
        assertThat(Options.ALL).map(Object.class::cast).containsExactlyElementsOf(declared);
    }

    @Test
    void hasDefaultsThatCanBeRead() {
        assertThat(Options.ALL).allSatisfy(option -> assertThat(option.defaultValue()).isNotNull());
    }

    @Test
    void helpsWithEachOfThemOnATerminal() {
        assertThat(Options.ALL)
                .allSatisfy(option -> assertThat(Help.text()).contains("  " + option.name()));
        assertThat(Help.text().lines()).noneMatch(line -> line.length() > 90);
        assertThat(Help.text()).contains("  FAAS_HTTP_PORT (default 8080)\n      Where events");
    }
}
