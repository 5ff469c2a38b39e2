/** Tests of what runs containers. */
@NullMarked
package com.justfaas.testkit.cluster;

import org.jspecify.annotations.NullMarked;
