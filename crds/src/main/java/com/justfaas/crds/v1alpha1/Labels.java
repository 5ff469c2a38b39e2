package com.justfaas.crds.v1alpha1;

/** Labels of what the operator makes for a function. */
public final class Labels {

    /** {@code <namespace>.<name>} of the function to which a child belongs; selects its pods. */
    public static final String NAME = "justfaas.com/name";

    /** On an autoscaler whose function may sleep: {@code "true"}. */
    public static final String SCALE_TO_ZERO = "justfaas.com/scale-to-zero";

    public static final String MANAGED_BY = "app.kubernetes.io/managed-by";

    /** Value of {@link #MANAGED_BY}; a child without it is somebody else's and left alone. */
    public static final String OPERATOR = "faas-operator";

    private Labels() {}

    /** Value of {@link #NAME}. */
    public static String name(String namespace, String name) {
        return namespace + "." + name;
    }
}
