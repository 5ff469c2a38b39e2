package com.justfaas.events.codec;

/** Something that came in is not an event. Says where and what would be right, for the sender. */
public final class MalformedEventException extends RuntimeException {

    private final String where;

    /**
     * @param where the header's name, or the JSON pointer into the body
     * @param mistake what is wrong there and what would be right
     */
    public MalformedEventException(String where, String mistake) {
        super(where + " " + mistake);
        this.where = where;
    }

    /** As above, with what found it. */
    public MalformedEventException(String where, String mistake, Throwable cause) {
        super(where + " " + mistake, cause);
        this.where = where;
    }

    /** The header's name, or the JSON pointer into the body. */
    public String where() {
        return where;
    }
}
