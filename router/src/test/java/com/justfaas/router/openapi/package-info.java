/**
 * A client that is made of a door's OpenAPI document alone: it sends what the document allows and
 * what it does not, and holds every answer against it.
 */
@NullMarked
package com.justfaas.router.openapi;

import org.jspecify.annotations.NullMarked;
