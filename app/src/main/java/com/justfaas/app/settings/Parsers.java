package com.justfaas.app.settings;

import com.justfaas.events.Durations;
import com.justfaas.router.callback.CallbackAllowList;
import com.justfaas.router.callback.SigningSecret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What texts of options can be. A mistake is the rest of a sentence that began with the text. */
final class Parsers {

    static final String AUTO = "auto";

    private static final int MAX_PORT = 65_535;
    private static final Set<String> NATS_SCHEMES = Set.of("nats", "tls", "ws", "wss");

    private static final List<String> CREDENTIALS =
            List.of("BEGIN NATS USER JWT", "BEGIN USER NKEY SEED");

    /** RFC 1123, as Kubernetes checks it. */
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

    private Parsers() {}

    static int port(String text) {
        try {
            int port = Integer.parseInt(text);
            if (port >= 0 && port <= MAX_PORT) {
                return port;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException("is not a port; write a number from 0 to " + MAX_PORT);
    }

    /** Empty for an empty text. */
    static Optional<Integer> optionalPort(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(port(text));
    }

    /** An IP address that a server can listen on here; asks the system, which knows best. */
    static InetAddress ownAddress(String text) {
        try {
            InetAddress address = InetAddress.ofLiteral(text);
            new ServerSocket(0, 1, address).close();
            return address;
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "is not an IP address of this machine; write one such as 127.0.0.1, or 0.0.0.0 for every address",
                    e);
        }
    }

    static long size(String text) {
        return Sizes.parse(text)
                .filter(size -> size > 0)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "is not a size; write it like 512MiB or 1GiB"));
    }

    static int streamReplicas(String text) {
        return switch (text) {
            case "1", "3", "5" -> Integer.parseInt(text);
            default ->
                    throw new IllegalArgumentException(
                            "is no number of replicas; write one of 1, 3, 5");
        };
    }

    static Duration duration(String text) {
        return Durations.parse(text)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "is not a duration; write it like 5s or 1m30s"));
    }

    /** Empty for {@value #AUTO}. */
    static Optional<Duration> durationOrAuto(String text) {
        return text.equals(AUTO) ? Optional.empty() : Optional.of(duration(text));
    }

    static boolean flag(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("is not known; write one of true, false");
        };
    }

    /** A container image; the registry has the last word. */
    static String image(String text) {
        if (text.chars().anyMatch(Character::isWhitespace)) {
            throw new IllegalArgumentException(
                    "is not an image, for it has white space; write it like registry.example/curl:8.16.0");
        }
        return text;
    }

    /** A word for each constant of an enum, in lower case. */
    static <E extends Enum<E>> Option.Parser<E> oneOf(Class<E> type) {
        return text ->
                Arrays.stream(type.getEnumConstants())
                        .filter(constant -> word(constant).equalsIgnoreCase(text))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "is not known; write one of " + words(type)));
    }

    static Set<Role> roles(String text) {
        Set<Role> roles = new LinkedHashSet<>();
        for (String part : parts(text)) {
            Arrays.stream(Role.values())
                    .filter(role -> word(role).equalsIgnoreCase(part))
                    .forEach(roles::add);
        }
        if (roles.isEmpty() || roles.size() < parts(text).size()) {
            throw new IllegalArgumentException(
                    "is not a list of roles; write one or both of " + words(Role.class));
        }
        return roles;
    }

    static Set<String> namespaces(String text) {
        Set<String> namespaces = new LinkedHashSet<>(parts(text));
        List<String> bad =
                namespaces.stream().filter(name -> !LABEL.matcher(name).matches()).toList();
        if (!bad.isEmpty()) {
            throw new IllegalArgumentException(
                    "is not a list of namespaces, for %s cannot be one; write them like shop,billing"
                            .formatted(quoted(bad)));
        }
        return namespaces;
    }

    /** Hosts and ranges of addresses, each checked. */
    static List<String> callbackAllow(String text) {
        List<String> entries = parts(text);
        List<String> bad =
                entries.stream().filter(entry -> !CallbackAllowList.isEntry(entry)).toList();
        if (!bad.isEmpty()) {
            throw new IllegalArgumentException(
                    "is not a list of hosts and ranges, for %s is neither; write %s"
                            .formatted(quoted(bad), CallbackAllowList.RIGHT));
        }
        return entries;
    }

    /** The mistakes name a secret's place, and none of its letters. */
    static List<SigningSecret> signingSecrets(String text) {
        List<String> entries = parts(text);
        List<String> mistakes = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            String place = "secret %d of %d ".formatted(i + 1, entries.size());
            SigningSecret.mistakeIn(entries.get(i)).map(place::concat).ifPresent(mistakes::add);
        }
        if (!mistakes.isEmpty()) {
            throw new IllegalArgumentException(
                    "is not a list of secrets, for %s; make one with: echo whsec_$(openssl rand -base64 32)"
                            .formatted(String.join(", and ", mistakes)));
        }
        return entries.stream().map(SigningSecret::parse).toList();
    }

    private static String quoted(List<String> texts) {
        return texts.stream().map("\"%s\""::formatted).collect(Collectors.joining(" and "));
    }

    static String natsUrl(String text) {
        List<String> urls = parts(text);
        if (urls.isEmpty() || !urls.stream().allMatch(Parsers::isNatsUrl)) {
            throw new IllegalArgumentException(
                    "is not the URL of a NATS server; write it like nats://nats.faas:4222, several with commas between");
        }
        return String.join(",", urls);
    }

    private static boolean isNatsUrl(String text) {
        try {
            URI uri = new URI(text);
            return uri.getScheme() != null
                    && NATS_SCHEMES.contains(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getPort() <= MAX_PORT;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** A file as {@code nsc generate creds} makes it. Empty for an empty text. */
    static Optional<Path> credentials(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            Path file = Path.of(text);
            String content = Files.readString(file);
            if (CREDENTIALS.stream().allMatch(content::contains)) {
                return Optional.of(file);
            }
        } catch (IOException | InvalidPathException e) {
            throw new IllegalArgumentException("is not a file that can be read", e);
        }
        throw new IllegalArgumentException(
                "is not a .creds file, for it lacks a user JWT or a seed");
    }

    /** Empty for an empty text. */
    static Optional<String> text(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    private static List<String> parts(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::trim)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    private static String words(Class<? extends Enum<?>> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(Parsers::word)
                .collect(Collectors.joining(", "));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
