package com.justfaas.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.crds.v1alpha1.Condition;
import com.justfaas.crds.v1alpha1.Function;
import com.justfaas.crds.v1alpha1.FunctionSpec;
import com.justfaas.crds.v1alpha1.FunctionStatus;
import com.justfaas.events.FunctionName;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What people do with the Functions of a namespace, and see of them. */
record Functions(KubernetesClient admin, String namespace) {

    FunctionName name(String name) {
        return new FunctionName(namespace, name);
    }

    /** Creates a Function with these topics. */
    Function create(String name, String topics) {
        return create(name, Map.of("justfaas.com/event-type", topics), "image: nginx");
    }

    Function create(String name, Map<String, String> annotations, String spec) {
        Function function = new Function();
        function.getMetadata().setName(name);
        function.getMetadata().setNamespace(namespace);
        function.getMetadata().setAnnotations(annotations);
        function.setSpec(admin.getKubernetesSerialization().unmarshal(spec, FunctionSpec.class));
        return admin.resource(function).create();
    }

    FunctionSpec spec(String yaml) {
        return admin.getKubernetesSerialization().unmarshal(yaml, FunctionSpec.class);
    }

    /** Changes a Function, whatever version of it is there by now. */
    void edit(String name, Consumer<Function> change) {
        function(name)
                .edit(
                        function -> {
                            change.accept(function);
                            function.getMetadata().setResourceVersion(null);
                            return function;
                        });
    }

    void annotate(String name, String annotation, String value) {
        edit(name, function -> function.getMetadata().getAnnotations().put(annotation, value));
    }

    void subscribe(String name, String topics) {
        annotate(name, "justfaas.com/event-type", topics);
    }

    void delete(String name) {
        function(name).delete();
    }

    /** As somebody does who has lost patience. */
    void deletePastTheFinalizer(String name) {
        delete(name);
        edit(name, function -> function.getMetadata().setFinalizers(List.of()));
    }

    Resource<Function> function(String name) {
        return admin.resources(Function.class).inNamespace(namespace).withName(name);
    }

    Optional<Function> find(String name) {
        return Optional.ofNullable(function(name).get());
    }

    Optional<FunctionStatus> status(String name) {
        return find(name).map(Function::getStatus);
    }

    /** {@code True}, {@code False/Reason}, or empty when it says nothing. */
    String condition(String name, String type) {
        return status(name).stream()
                .flatMap(status -> status.conditions().stream())
                .filter(condition -> condition.type().equals(type))
                .map(condition -> condition.holds() ? "True" : "False/" + condition.reason())
                .findFirst()
                .orElse("");
    }

    String message(String name, String type) {
        return status(name).stream()
                .flatMap(status -> status.conditions().stream())
                .filter(condition -> condition.type().equals(type))
                .map(Condition::message)
                .findFirst()
                .orElse("");
    }

    /** Its Kubernetes Events: {@code Normal Registered: Gets events of order.created}. */
    List<String> notes(String name) {
        return admin.events().v1().events().inNamespace(namespace).list().getItems().stream()
                .filter(event -> event.getRegarding().getName().equals(name))
                .map(
                        event ->
                                "%s %s: %s"
                                        .formatted(
                                                event.getType(),
                                                event.getReason(),
                                                event.getNote()))
                .toList();
    }

    void awaitCondition(String name, String type, String expected) {
        Stage.await().untilAsserted(() -> assertThat(condition(name, type)).isEqualTo(expected));
    }
}
