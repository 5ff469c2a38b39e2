package com.justfaas.crds.v1alpha1;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Generates the CustomResourceDefinition, with what the generator has no annotation for. */
final class FunctionCrd {

    private FunctionCrd() {}

    /** The text of {@code manifests/crds/functions.justfaas.com.yaml}. */
    static String yaml() throws IOException {
        Memory memory = new Memory();
        new CRDGenerator()
                .customResourceClasses(Function.class)
                .withParallelGenerationEnabled(false)
                .withPostProcessor(new Completion())
                .withOutput(memory)
                .generate();
        return memory.text();
    }

    private static final class Completion implements CRDPostProcessor {

        @Override
        public HasMetadata process(HasMetadata resource, String crdSpecVersion) {
            CustomResourceDefinition crd = (CustomResourceDefinition) resource;
            for (CustomResourceDefinitionVersion version : crd.getSpec().getVersions()) {
                JSONSchemaProps schema = version.getSchema().getOpenAPIV3Schema();
                schema.setDescription("A function of the JustFaaS platform.");
                // the generator writes 8080.0
                property(schema, "spec", "port")
                        .setDefault(IntNode.valueOf(FunctionSpec.DEFAULT_PORT));
                property(schema, "status", "observedGeneration").setFormat("int64");
                completeConditions(property(schema, "status", "conditions"));
                version.getAdditionalPrinterColumns().sort(asWritten());
            }
            return crd;
        }

        /** As metav1.Condition has it. */
        private static void completeConditions(JSONSchemaProps conditions) {
            conditions.setXKubernetesListType("map");
            conditions.setXKubernetesListMapKeys(List.of("type"));
            JSONSchemaProps condition = conditions.getItems().getSchema();
            property(condition, "observedGeneration").setFormat("int64");
            property(condition, "lastTransitionTime").setFormat("date-time");
            property(condition, "status")
                    .setEnum(
                            Stream.of(Condition.TRUE, Condition.FALSE, Condition.UNKNOWN)
                                    .<JsonNode>map(TextNode::valueOf)
                                    .toList());
        }

        private static JSONSchemaProps property(JSONSchemaProps schema, String... path) {
            JSONSchemaProps found = schema;
            for (String name : path) {
                found = Objects.requireNonNull(found.getProperties().get(name), name);
            }
            return found;
        }

        /** The generator sorts columns by their path. */
        private static Comparator<CustomResourceColumnDefinition> asWritten() {
            List<String> names =
                    Stream.of(Function.class.getAnnotationsByType(AdditionalPrinterColumn.class))
                            .map(AdditionalPrinterColumn::name)
                            .toList();
            return Comparator.comparingInt(column -> names.indexOf(column.getName()));
        }
    }

    private static final class Memory
            extends CRDGenerator.AbstractCRDOutput<ByteArrayOutputStream> {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        protected ByteArrayOutputStream createStreamFor(String crdName) {
            return bytes;
        }

        String text() {
            return bytes.toString(StandardCharsets.UTF_8);
        }
    }
}
