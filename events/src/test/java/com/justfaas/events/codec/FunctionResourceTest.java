package com.justfaas.events.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.justfaas.events.FunctionName;
import com.justfaas.events.Payload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FunctionResourceTest {

    private static final String WHOLE =
            """
            {"apiVersion": "justfaas.com/v1alpha1", "kind": "Function",
             "metadata": {"name": "checkout", "namespace": "shop", "uid": "u1",
              "resourceVersion": "7", "generation": 2, "labels": {"app": "shop"},
              "annotations": {"justfaas.com/event-type": "order.created",
               "kubectl.kubernetes.io/last-applied-configuration": "{password: s3cret}"},
              "managedFields": [{"manager": "kubectl"}]},
             "spec": {"image": "shop/checkout", "env": [{"name": "P", "value": "s3cret"}]},
             "status": {"url": "http://x"}}
            """;

    @Test
    void carriesNothingButApiVersionKindAndMetadata() {
        FunctionResource resource = of(WHOLE);
        String travels = resource.toPayload().utf8();

        assertThat(Examples.json(travels).fieldNames())
                .toIterable()
                .containsExactly("apiVersion", "kind", "metadata");
        assertThat(travels).doesNotContain("s3cret", "managedFields", "last-applied", "image");
        assertThat(resource.function()).isEqualTo(new FunctionName("shop", "checkout"));
        assertThat(resource.uid()).isEqualTo("u1");
        assertThat(resource.resourceVersion()).isEqualTo("7");
        assertThat(resource.annotations())
                .containsExactly(entry("justfaas.com/event-type", "order.created"));
        assertThat(resource).hasToString("shop/checkout (uid u1, resourceVersion 7)");
    }

    @Test
    void leavesTheResourceThatItWasMadeOfAlone() {
        var original = Examples.json(WHOLE);
        FunctionResource.of(original);

        assertThat(original).isEqualTo(Examples.json(WHOLE));
    }

    @Test
    void isTheSameOnceItTravelled() {
        FunctionResource resource = of(WHOLE);
        FunctionResource read = FunctionResource.read(resource.toPayload());

        assertThat(read.digest()).isEqualTo(resource.digest()).matches("[0-9a-f]{64}");
        assertThat(read.toPayload()).isEqualTo(resource.toPayload());
    }

    @Test
    void dropsWhatSomebodyElsePublishedTooMuch() {
        assertThat(FunctionResource.read(Payload.utf8(WHOLE)).toPayload().utf8())
                .doesNotContain("s3cret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/metadata/resourceVersion | \"8\"",
                "/metadata/managedFields | []",
                "/metadata/annotations/kubectl.kubernetes.io~1last-applied-configuration | \"x\"",
                "/spec | {\"image\":\"other\"}",
                "/status | {}"
            })
    void hasTheSameDigestWithAnother(String pointer, String value) {
        assertThat(with(pointer, value).digest()).isEqualTo(of(WHOLE).digest());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/metadata/uid | \"u2\"",
                "/metadata/generation | 3",
                "/metadata/labels/app | \"x\"",
                "/metadata/labels/more | \"x\"",
                "/metadata/annotations/justfaas.com~1event-type | \"order.*\"",
                "/metadata/annotations/other | \"x\"",
                "/metadata/deletionTimestamp | \"2026-11-24T00:00:00Z\""
            })
    void hasAnotherDigestWithAnother(String pointer, String value) {
        assertThat(with(pointer, value).digest()).isNotEqualTo(of(WHOLE).digest());
    }

    @Test
    void hasTheSameDigestInWhateverOrderItsMembersCome() {
        assertThat(
                        of("{\"metadata\":{\"uid\":\"u\",\"namespace\":\"s\",\"labels\":{\"b\":\"2\",\"a\":\"1\"},\"name\":\"f\"},\"kind\":\"Function\"}")
                                .digest())
                .isEqualTo(
                        of("{\"kind\":\"Function\",\"metadata\":{\"name\":\"f\",\"namespace\":\"s\",\"uid\":\"u\",\"labels\":{\"a\":\"1\",\"b\":\"2\"}}}")
                                .digest());
    }

    @Test
    void hasTheSameDigestWhetherOrNotKubectlAppliedIt() {
        String bare = "{\"metadata\":{\"name\":\"f\",\"namespace\":\"s\",\"uid\":\"u\"%s}}";
        String applied =
                ",\"annotations\":{\"kubectl.kubernetes.io/last-applied-configuration\":\"{}\"}";

        assertThat(of(bare.formatted(applied)).digest()).isEqualTo(of(bare.formatted("")).digest());
        assertThat(of(bare.formatted(",\"annotations\":{}")).digest())
                .isEqualTo(of(bare.formatted("")).digest());
    }

    @Test
    void isReadWithoutApiVersionKindOrAnnotations() {
        FunctionResource resource =
                of("{\"metadata\":{\"name\":\"f\",\"namespace\":\"s\",\"uid\":\"u\"}}");

        assertThat(resource.annotations()).isEmpty();
        assertThat(resource.resourceVersion()).isEmpty();
        assertThat(FunctionResource.read(resource.toPayload()).digest())
                .isEqualTo(resource.digest());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | /metadata",
                "[] | /metadata",
                "{\"metadata\":5} | /metadata",
                "{\"metadata\":{}} | /metadata/namespace",
                "{\"metadata\":{\"namespace\":\"s\"}} | /metadata/name",
                "{\"metadata\":{\"namespace\":\"s\",\"name\":\"\"}} | /metadata/name",
                "{\"metadata\":{\"namespace\":\"s\",\"name\":\"f\"}} | /metadata/uid"
            })
    void saysWhatIsMissing(String json, String where) {
        assertThatThrownBy(() -> of(json))
                .isInstanceOf(MalformedEventException.class)
                .hasMessage(where + " is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "{} x"})
    void refusesWhatIsNotJson(String data) {
        assertThatThrownBy(() -> FunctionResource.read(Payload.utf8(data)))
                .isInstanceOf(MalformedEventException.class);
    }

    private static FunctionResource of(String json) {
        return FunctionResource.of(Examples.json(json));
    }

    private static FunctionResource with(String pointer, String value) {
        var json = Examples.json(WHOLE);
        int last = pointer.lastIndexOf('/');
        String member = pointer.substring(last + 1).replace("~1", "/");
        ((ObjectNode) json.at(pointer.substring(0, last))).set(member, Examples.json(value));
        return FunctionResource.of(json);
    }
}
