package com.justfaas.events;

/** The event types with a meaning of their own; every other type is the users'. */
public final class EventTypes {

    /** Everything that starts so is ours or reserved. */
    public static final String PREFIX = "com.justfaas.";

    public static final String FUNCTION_ADDED = "com.justfaas.function.added";
    public static final String FUNCTION_MODIFIED = "com.justfaas.function.modified";
    public static final String FUNCTION_DELETED = "com.justfaas.function.deleted";

    /** A function call; its data is a FunctionCall. */
    public static final String FUNCTION_INVOKED = "com.justfaas.function.invoked";

    /** The stream type under which users' events travel; an event keeps its own type. */
    public static final String EVENT_ADDED = "com.justfaas.event.added";

    /** A function's response on its way to a webhook; ours alone. */
    public static final String CALLBACK = "com.justfaas.callback";

    /** Longest type, in characters: it becomes part of a NATS subject. */
    public static final int MAX_LENGTH = 256;

    private EventTypes() {}

    /**
     * Whether senders may not use this type: it starts with {@value #PREFIX} and is not {@value
     * #FUNCTION_INVOKED}.
     */
    public static boolean isReserved(String type) {
        return type.startsWith(PREFIX) && !type.equals(FUNCTION_INVOKED);
    }
}
