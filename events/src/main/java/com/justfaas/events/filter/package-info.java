/**
 * What a function wants of an event beyond its type: expressions in CloudEvents SQL over context
 * attributes. The language is the CloudEvents SDK's; the parts of it that are not safe or not right
 * for what users write are replaced here. Pure; depends on the CloudEvents SDK only, and only this
 * package knows its SQL.
 */
@NullMarked
package com.justfaas.events.filter;

import org.jspecify.annotations.NullMarked;
