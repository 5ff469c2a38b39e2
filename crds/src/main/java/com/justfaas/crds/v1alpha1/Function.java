package com.justfaas.crds.v1alpha1;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/**
 * A function: an image to run, and by annotation the event types that it wants.
 *
 * <p>Spec and status are null in an object that says nothing of them. The printer columns show in
 * the order written here.
 */
@Group(Function.GROUP)
@Version(Function.VERSION)
@Kind(Function.KIND)
@Plural("functions")
@Singular("function")
@ShortNames({"func", "funcs"})
@AdditionalPrinterColumn(name = "Topics", jsonPath = ".status.topicsSummary")
@AdditionalPrinterColumn(
        name = "Ready",
        jsonPath = ".status.conditions[?(@.type==\"Ready\")].status")
@AdditionalPrinterColumn(
        name = "Reason",
        jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason")
@AdditionalPrinterColumn(
        name = "Pending",
        jsonPath = ".status.pending",
        type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
        name = "Dead",
        jsonPath = ".status.deadLetters",
        type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
        name = "Age",
        jsonPath = ".metadata.creationTimestamp",
        type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(name = "URL", jsonPath = ".status.url", priority = 1)
@AdditionalPrinterColumn(
        name = "Replicas",
        jsonPath = ".status.replicas",
        type = AdditionalPrinterColumn.Type.INTEGER,
        priority = 1)
@AdditionalPrinterColumn(name = "Image", jsonPath = ".spec.image", priority = 1)
public final class Function extends CustomResource<FunctionSpec, FunctionStatus>
        implements Namespaced {

    public static final String GROUP = "justfaas.com";
    public static final String VERSION = "v1alpha1";
    public static final String KIND = "Function";

    /** Name of the CustomResourceDefinition. */
    public static final String CRD = "functions.justfaas.com";
}
