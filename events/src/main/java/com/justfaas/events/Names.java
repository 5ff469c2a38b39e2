package com.justfaas.events;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Every stream, subject, consumer and NATS header name, with examples. No other class spells one.
 */
public final class Names {

    private Names() {}

    /** Streams. */
    public static final class Streams {
        /** What the operator said of each function, one message a subject. */
        public static final String FUNCTIONS = "faas-functions";

        /** Events and calls, in the order in which they were accepted. */
        public static final String EVENTS = "faas-events";

        /** Deliveries that wait, a small log per function and delay tier. */
        public static final String BACKLOG = "faas-backlog";

        /** Deliveries that were given up. */
        public static final String DEAD_LETTERS = "faas-deadletters";

        /** Metadata of a stream: which connection of which process created it. */
        public static final String CREATED_BY = "justfaas.com/created-by";

        private Streams() {}
    }

    /** Durable consumers. */
    public static final class Consumers {
        /** On {@link Streams#EVENTS}, shared by all replicas of the router. */
        public static final String ROUTER = "router";

        private Consumers() {}
    }

    /** Subjects. */
    public static final class Subjects {
        /** {@code com.justfaas.function.*.shop.checkout} without the last two tokens. */
        private static final String FUNCTION = "com.justfaas.function.";

        private static final String EVENT = EventTypes.EVENT_ADDED + ".";
        private static final String INVOKED = EventTypes.FUNCTION_INVOKED + ".";
        private static final String BACKLOG = "com.justfaas.backlog.";
        private static final String DEAD_LETTER = "com.justfaas.deadletter.";
        private static final String CALLBACK = "com.justfaas.callback.";
        private static final String WAKE = "com.justfaas.wake.";
        private static final String REPLICA = "com.justfaas.replica.";
        private static final String CALLS = "com.justfaas.calls.";
        private static final String AVAILABLE = "com.justfaas.available.";

        /**
         * Longest subject that we publish on. The server ends a connection, which all share, at a
         * line of the protocol that is longer than 4 KiB, and beside the subject stand a reply
         * subject and numbers.
         */
        public static final int MAX_LENGTH = 3500;

        public static final String ALL_EVENTS = EVENT + ">";
        public static final String ALL_INVOKED = INVOKED + ">";
        public static final String ALL_CALLBACKS = CALLBACK + ">";
        public static final String ALL_BACKLOG = BACKLOG + ">";
        public static final String ALL_DEAD_LETTERS = DEAD_LETTER + ">";
        public static final String ALL_WAKES = WAKE + ">";
        public static final String ALL_REPLICAS = REPLICA + "*";
        public static final String ALL_CALLS = CALLS + "*";
        public static final String ALL_AVAILABLE = AVAILABLE + ">";

        private static final String ADVISORY = "$JS.EVENT.ADVISORY.STREAM.";

        private static final Pattern TIER = Pattern.compile("\\d{1,3}");

        /** Where a copy is in the backlog, as its subject says. */
        public record BacklogSubject(FunctionName function, int tier) {}

        private Subjects() {}

        /** Where JetStream says that a stream was created. */
        public static String created(String stream) {
            return ADVISORY + "CREATED." + stream;
        }

        /** Where JetStream says that a stream was deleted. */
        public static String deleted(String stream) {
            return ADVISORY + "DELETED." + stream;
        }

        /** {@code com.justfaas.event.added.order.created} for the type {@code order.created}. */
        public static String event(String type) {
            return EVENT + SubjectTokens.encodeDotted(type);
        }

        /** The type that the subject of an event names, or empty for another subject. */
        public static Optional<String> typeOfEvent(String subject) {
            return subject.startsWith(EVENT)
                    ? Optional.of(SubjectTokens.decodeDotted(subject.substring(EVENT.length())))
                    : Optional.empty();
        }

        /** {@code com.justfaas.function.invoked.shop.checkout}. */
        public static String invoked(FunctionName function) {
            return INVOKED + tokens(function);
        }

        /** The function that the subject of a call names, or empty for another subject. */
        public static Optional<FunctionName> functionOfInvoked(String subject) {
            return subject.startsWith(INVOKED)
                    ? function(subject.substring(INVOKED.length()))
                    : Optional.empty();
        }

        /** {@code com.justfaas.function.added.shop.checkout} for a management event's type. */
        public static String management(String eventType, FunctionName function) {
            return eventType + "." + tokens(function);
        }

        /** {@code com.justfaas.function.*.shop.checkout}: whatever was last said of a function. */
        public static String anyManagement(FunctionName function) {
            return FUNCTION + "*." + tokens(function);
        }

        /** {@code com.justfaas.backlog.shop.checkout.3}. */
        public static String backlog(FunctionName function, int tier) {
            return BACKLOG + tokens(function) + "." + tier;
        }

        /** The function and tier that the subject of a copy names, or empty for another subject. */
        public static Optional<BacklogSubject> parseBacklog(String subject) {
            return parseTier(BACKLOG, subject);
        }

        private static Optional<BacklogSubject> parseTier(String prefix, String subject) {
            int dot = subject.lastIndexOf('.');
            if (!subject.startsWith(prefix) || dot < prefix.length()) {
                return Optional.empty();
            }
            String tier = subject.substring(dot + 1);
            if (!TIER.matcher(tier).matches()) {
                return Optional.empty();
            }
            return function(subject.substring(prefix.length(), dot))
                    .map(function -> new BacklogSubject(function, Integer.parseInt(tier)));
        }

        /**
         * {@code com.justfaas.callback._callback.hooks%2Eshop%3A443}: a response on its way to a
         * webhook.
         */
        public static String callback(FunctionName target) {
            return CALLBACK + tokens(target);
        }

        /** The receiver that the subject of a call or a callback names, or empty for an event's. */
        public static Optional<FunctionName> onlyReceiver(String subject) {
            return subject.startsWith(CALLBACK)
                    ? function(subject.substring(CALLBACK.length()))
                    : functionOfInvoked(subject);
        }

        /** {@code com.justfaas.wake.shop.checkout.3}: something was put into this tier. */
        public static String wake(FunctionName function, int tier) {
            return WAKE + tokens(function) + "." + tier;
        }

        /** Where something was put, or empty for another subject. */
        public static Optional<BacklogSubject> parseWake(String subject) {
            return parseTier(WAKE, subject);
        }

        /** {@code com.justfaas.replica.4f1c}: a replica's sign of life. Stored nowhere. */
        public static String replica(String id) {
            return REPLICA + SubjectTokens.encode(id);
        }

        /** {@code com.justfaas.calls.4f1c}: what a replica's calls of functions came to. */
        public static String calls(String replica) {
            return CALLS + SubjectTokens.encode(replica);
        }

        /** {@code com.justfaas.available.shop.checkout}: a pod of the function became ready. */
        public static String available(FunctionName function) {
            return AVAILABLE + tokens(function);
        }

        /** The function of which a pod became ready, or empty for another subject. */
        public static Optional<FunctionName> functionOfAvailable(String subject) {
            return subject.startsWith(AVAILABLE)
                    ? function(subject.substring(AVAILABLE.length()))
                    : Optional.empty();
        }

        /** {@code com.justfaas.deadletter.shop.checkout}. */
        public static String deadLetter(FunctionName function) {
            return DEAD_LETTER + tokens(function);
        }

        /**
         * {@code com.justfaas.deadletter._.malformed}: for what names no function. No namespace is
         * called {@code _}.
         */
        public static String malformedDeadLetter() {
            return DEAD_LETTER + "_.malformed";
        }

        /** The function that the subject of a dead letter names, or empty for another subject. */
        public static Optional<FunctionName> functionOfDeadLetter(String subject) {
            return subject.startsWith(DEAD_LETTER)
                    ? function(subject.substring(DEAD_LETTER.length()))
                    : Optional.empty();
        }

        private static String tokens(FunctionName function) {
            return SubjectTokens.encode(function.namespace())
                    + "."
                    + SubjectTokens.encode(function.name());
        }

        private static Optional<FunctionName> function(String tokens) {
            String[] parts = tokens.split("\\.", -1);
            if (parts.length != 2) {
                return Optional.empty();
            }
            return SubjectTokens.decode(parts[0])
                    .filter(namespace -> !namespace.isEmpty())
                    .flatMap(
                            namespace ->
                                    SubjectTokens.decode(parts[1])
                                            .filter(name -> !name.isEmpty())
                                            .map(name -> new FunctionName(namespace, name)));
        }
    }

    /** Receivers that are no functions; no Kubernetes namespace begins with an underscore. */
    public static final class Receivers {
        /**
         * Where replies wait that {@link Streams#EVENTS} had no room for: they are delivered by
         * being stored there.
         */
        public static final FunctionName WAITING_REPLIES = new FunctionName("_reply", "waiting");

        /**
         * Where events wait while too many deliveries do: they are delivered to it by starting the
         * deliveries to all functions that subscribed to them.
         */
        public static final FunctionName WAITING_EVENTS = new FunctionName("_event", "waiting");

        private Receivers() {}
    }

    /** Extension attributes of events. */
    public static final class Attributes {
        /** How many functions an event comes from, one having answered the other. */
        public static final String HOPS = "justfaashops";

        /** Of a reply: the id that the function gave it. */
        public static final String REPLY_ID = "justfaasreplyid";

        private Attributes() {}
    }

    /** Headers of NATS messages, and those that HTTP requests share with them. */
    public static final class Headers {
        /** CloudEvents attributes in binary mode: {@code ce-id}, {@code ce-source}, … */
        public static final String CE_PREFIX = "ce-";

        public static final String CONTENT_TYPE = "Content-Type";

        /** HTTP only: the event's type, in the mode that needs no CloudEvents library. */
        public static final String EVENT_TYPE = "X-Event-Type";

        /** HTTP only. */
        public static final String EVENT_SOURCE = "X-Event-Source";

        /** HTTP only: makes a sender's retry safe, since source and id tell duplicates. */
        public static final String EVENT_ID = "X-Event-Id";

        /** HTTP and NATS: where the response of each invoked function goes. */
        public static final String WEBHOOK_URL = "X-Event-Webhook-Url";

        /** What a callback says: which function answered. */
        public static final String FUNCTION_NAME = "X-Function-Name";

        public static final String FUNCTION_NAMESPACE = "X-Function-Namespace";

        /** What a callback says: the HTTP status of the answer; 0 when there was none. */
        public static final String FUNCTION_STATUS = "X-Function-Status";

        /** What the gateway reads: how long the function may take, such as {@code 31s}. */
        public static final String FUNCTION_TIMEOUT = "X-Function-Timeout";

        /** What a callback says: {@code true} when the delivery was given up. */
        public static final String DEAD_LETTER = "X-Event-Dead-Letter";

        /** {@code true} when the answer had a body that is too large for a callback. */
        public static final String BODY_OMITTED = "X-Function-Body-Omitted";

        /** What a signed callback says, by Standard Webhooks: the same for every attempt. */
        public static final String WEBHOOK_ID = "webhook-id";

        /** When the attempt was made, in seconds since 1970. */
        public static final String WEBHOOK_TIMESTAMP = "webhook-timestamp";

        /** One {@code v1,<base64>} for each secret, with spaces between. */
        public static final String WEBHOOK_SIGNATURE = "webhook-signature";

        /** What a function learns: 1 for the first attempt. */
        public static final String EVENT_ATTEMPT = "X-Event-Attempt";

        /** What a function learns: {@code true} when no attempt will follow. */
        public static final String EVENT_LAST_ATTEMPT = "X-Event-Last-Attempt";

        /** Of a copy of a delivery: the uid that the function had when the event was matched. */
        public static final String FUNCTION_UID = "Faas-Function-Uid";

        /** Of a copy of a delivery: the event's place in {@link Streams#EVENTS}. */
        public static final String EVENT_SEQUENCE = "Faas-Event-Sequence";

        /** Of a copy of a delivery: when its event was accepted. */
        public static final String ACCEPTED_AT = "Faas-Accepted-At";

        /** Of a copy of a delivery: how many attempts were made. */
        public static final String ATTEMPTS = "Faas-Attempts";

        /** Of a copy of a delivery: not to be tried before. */
        public static final String DUE = "Faas-Due";

        public static final String FIRST_FAILURE = "Faas-First-Failure";
        public static final String LAST_FAILURE = "Faas-Last-Failure";
        public static final String LAST_STATUS = "Faas-Last-Status";
        public static final String LAST_DETAIL = "Faas-Last-Detail";
        public static final String LAST_RESPONSE = "Faas-Last-Response";

        /** Of a dead letter: a {@code DeadLetterReason}. */
        public static final String REASON = "Faas-Reason";

        /** Of a dead letter that is no event: the subject that it was published on. */
        public static final String SUBJECT = "Faas-Subject";

        private Headers() {}
    }
}
