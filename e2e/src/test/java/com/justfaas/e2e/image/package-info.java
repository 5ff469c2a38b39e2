/**
 * The images that {@code make image} builds, without a cluster: what is in them, that two builds
 * are the same, that the product starts from its image as a user without rights, and that a
 * registry takes them. {@link com.justfaas.e2e.image.ImageBuild} builds them, once per JVM. Needs
 * Linux and root. Depends on the testkit.
 */
@NullMarked
package com.justfaas.e2e.image;

import org.jspecify.annotations.NullMarked;
