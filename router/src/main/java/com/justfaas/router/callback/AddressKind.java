package com.justfaas.router.callback;

/** What may be special about an address. */
enum AddressKind {
    LOOPBACK("loopback"),
    UNSPECIFIED("unspecified"),
    METADATA("link-local, or where clouds keep metadata and credentials"),
    PRIVATE("private"),
    MULTICAST("multicast or broadcast"),
    RESERVED("reserved"),
    DISGUISED("an IPv4 address in disguise");

    private final String words;

    AddressKind(String words) {
        this.words = words;
    }

    /** In a few words, to follow "is". */
    String words() {
        return words;
    }
}
