package com.justfaas.testkit.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.Base64;

/**
 * What the API server identifies itself with at the kubelet: signed by itself, so that the kubelet
 * trusts nothing else.
 */
record ClientCertificate(Path certificate, Path key) {

    private static final String NAME = "kube-apiserver";
    private static final String PASSWORD = "not a secret";

    /** Writes both as PEM files. */
    static ClientCertificate create(Path folder) {
        Path store = folder.resolve("kubelet-client.p12");
        HostCommand.run(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-alias",
                NAME,
                "-dname",
                "CN=" + NAME,
                "-ext",
                "eku=clientAuth",
                "-validity",
                "3650",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                store.toString());
        try (InputStream file = Files.newInputStream(store)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(file, PASSWORD.toCharArray());
            Key key = keys.getKey(NAME, PASSWORD.toCharArray());
            return new ClientCertificate(
                    write(
                            folder.resolve("kubelet-client.crt"),
                            "CERTIFICATE",
                            keys.getCertificate(NAME).getEncoded()),
                    write(folder.resolve("kubelet-client.key"), "PRIVATE KEY", key.getEncoded()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the key cannot be read back", e);
        }
    }

    private static Path write(Path file, String kind, byte[] content) throws IOException {
        return Files.writeString(
                file,
                "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                        .formatted(kind, Base64.getMimeEncoder().encodeToString(content), kind));
    }
}
