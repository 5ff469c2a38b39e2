package com.justfaas.events.codec;

import org.jspecify.annotations.Nullable;

/** Something that came in is not an event. Says where and what would be right, for the sender. */
public final class MalformedEventException extends RuntimeException {

    /** RFC 6901: the pointer of the whole document. */
    static final String DOCUMENT = "";

    private final String where;
    private final String mistake;

    /**
     * @param where the header's name, or the JSON pointer into the body; empty is the body itself
     * @param mistake what is wrong there and what would be right
     */
    public MalformedEventException(String where, String mistake) {
        this(where, mistake, null);
    }

    /** As above, with what found it. */
    public MalformedEventException(String where, String mistake, @Nullable Throwable cause) {
        super((where.equals(DOCUMENT) ? "the document" : where) + " " + mistake, cause);
        this.where = where;
        this.mistake = mistake;
    }

    /** The header's name, or the JSON pointer into the body; empty is the body itself. */
    public String where() {
        return where;
    }

    /**
     * The same mistake, for a reader who sees the document at that JSON pointer of a larger one.
     */
    public MalformedEventException under(String pointer) {
        return new MalformedEventException(pointer + where, mistake, this);
    }
}
