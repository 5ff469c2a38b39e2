/**
 * The door for operators and machines: health, metrics, and what the router knows. Other packages
 * add routes of their own.
 */
@NullMarked
package com.justfaas.router.management;

import org.jspecify.annotations.NullMarked;
