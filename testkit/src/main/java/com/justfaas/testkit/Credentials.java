package com.justfaas.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/** Who may log in at the API server: its token file, and the kubeconfigs that carry the tokens. */
final class Credentials {

    private static final String TOKENS = "tokens.csv";
    private static final String SIGNING_KEY = "service-accounts.key";

    private final Home home;
    private final Map<String, String> tokens;

    private Credentials(Home home, Map<String, String> tokens) {
        this.home = home;
        this.tokens = tokens;
    }

    /** Tokens of a folder that was used before stay valid, so that kubeconfigs do. */
    static Credentials create(Home home, String admin, Set<String> users) {
        Map<String, String> tokens = new TreeMap<>(read(home.file(TOKENS)));
        tokens.computeIfAbsent(admin, _ -> UUID.randomUUID().toString());
        users.forEach(user -> tokens.computeIfAbsent(user, _ -> UUID.randomUUID().toString()));
        home.write(
                TOKENS,
                tokens.entrySet().stream()
                        .map(entry -> line(entry.getKey(), entry.getValue(), admin))
                        .collect(Collectors.joining()));
        if (!Files.exists(home.file(SIGNING_KEY))) {
            home.write(SIGNING_KEY, newSigningKey());
        }
        return new Credentials(home, tokens);
    }

    /** {@code token,user,uid,"groups"}; RBAC knows everybody but the admin by name. */
    private static String line(String user, String token, String admin) {
        return "%s,%s,%s%s\n"
                .formatted(token, user, user, user.equals(admin) ? ",system:masters" : "");
    }

    Path tokenFile() {
        return home.file(TOKENS);
    }

    /** The key that signs service account tokens, as PEM. */
    Path signingKey() {
        return home.file(SIGNING_KEY);
    }

    /**
     * @throws IllegalArgumentException when the user was not declared
     */
    String token(String user) {
        String token = tokens.get(user);
        if (token == null) {
            throw new IllegalArgumentException(
                    "there is no user %s, but %s: declare it in KubernetesOptions"
                            .formatted(user, tokens.keySet()));
        }
        return token;
    }

    /** Writes a kubeconfig and returns its file. */
    Path kubeconfig(String user, String token, String server, byte[] certificates) {
        String file = "kubeconfig-%s.yaml".formatted(user.replaceAll("[^A-Za-z0-9-]+", "-"));
        home.write(
                file,
                """
                apiVersion: v1
                kind: Config
                clusters:
                - name: testkit
                  cluster:
                    server: %s
                    certificate-authority-data: %s
                users:
                - name: "%s"
                  user:
                    token: %s
                contexts:
                - name: testkit
                  context:
                    cluster: testkit
                    user: "%s"
                current-context: testkit
                """
                        .formatted(
                                server,
                                Base64.getEncoder().encodeToString(certificates),
                                user,
                                token,
                                user));
        return home.file(file);
    }

    private static Map<String, String> read(Path tokenFile) {
        try {
            if (!Files.exists(tokenFile)) {
                return Map.of();
            }
            return Files.readAllLines(tokenFile).stream()
                    .map(line -> line.split(",", -1))
                    .collect(Collectors.toMap(fields -> fields[1], fields -> fields[0]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String newSigningKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            byte[] key = generator.generateKeyPair().getPrivate().getEncoded();
            return "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
                    .formatted(Base64.getMimeEncoder().encodeToString(key));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no RSA", e);
        }
    }
}
