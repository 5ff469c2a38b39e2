package com.justfaas.events.topics;

/**
 * Why a topic that does not match an event's type nearly does.
 *
 * @param why for people: what is different, and what would match
 */
public record NearMiss(Kind kind, String why) {

    /** What is different, from what is most likely a mistake to what is least. */
    public enum Kind {
        /** Nothing: the topic matches, and the function's filter keeps the event out. */
        Filter,
        /** Upper and lower case, and nothing else. */
        Case,
        /** The annotation's value or name has a mistake; as it may be meant, it would match. */
        NotATopic,
        /** A character or two. */
        Spelling,
        /** How many words a wildcard stands for. */
        Wildcard,
        /** One is the beginning or the end of the other. */
        Part,
        /** One word that is not the last. */
        OneWord,
        /** The last word: another event of the same thing. */
        Sibling
    }
}
