package com.justfaas.router.callback;

/** What may be said of a webhook URL without asking DNS. */
public sealed interface WebhookVerdict {

    record Allowed() implements WebhookVerdict {}

    /**
     * It is no URL that a response could be sent to.
     *
     * @param reason what is wrong and what would be right, to follow the header's name
     */
    record Malformed(String reason) implements WebhookVerdict {}

    /**
     * It is one, and policy forbids it.
     *
     * @param reason to follow the header's name
     */
    record Forbidden(String reason) implements WebhookVerdict {}
}
