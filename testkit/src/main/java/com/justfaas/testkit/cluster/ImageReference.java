package com.justfaas.testkit.cluster;

/** The name and the tag of an image, such as {@code docker.io/justfaas/nats} and {@code 1}. */
record ImageReference(String name, String tag) {

    static ImageReference parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon <= text.lastIndexOf('/')) {
            throw new IllegalArgumentException("%s has no tag".formatted(text));
        }
        return new ImageReference(text.substring(0, colon), text.substring(colon + 1));
    }

    @Override
    public String toString() {
        return name + ":" + tag;
    }
}
