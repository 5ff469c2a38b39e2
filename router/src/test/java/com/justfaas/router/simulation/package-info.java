/**
 * The core that ships, driven through seeded schedules in virtual time: one thread, a broker and
 * functions that behave as the real ones do on a bad day, and crashes between any two commands.
 */
@NullMarked
package com.justfaas.router.simulation;

import org.jspecify.annotations.NullMarked;
