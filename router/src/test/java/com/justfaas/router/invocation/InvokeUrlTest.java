package com.justfaas.router.invocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.justfaas.events.FunctionName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InvokeUrlTest {

    @Test
    void putsNamespaceAndNameInTheirPlaces() {
        assertThat(new InvokeUrl("http://gw/{namespace}/{name}").of(new FunctionName("a", "b")))
                .isEqualTo("http://gw/a/b/");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    http://{nmae}.{namespace}.svc/ | has {nmae} in it; there are {namespace} and {name}
                    http://{Name}/{ns}/{Name}      | has {Name} and {ns} in it; there are {namespace} and {name}
                    http://{name}/{}               | has {} in it; there are {namespace} and {name}
                    http://{name}/{                | is not a URL; write it like http://{name}.{namespace}.svc.cluster.local:8080/
                    ftp://{name}/                  | is not an http or https URL with a host
                    http://functions/              | has no {name} in it, so that every function would be the same
                    http://{name}/?a=b             | has a query or a fragment; it takes a path only
                    """)
    void saysWhatIsWrong(String template, String mistake) {
        assertThatThrownBy(() -> new InvokeUrl(template))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(mistake);
    }
}
