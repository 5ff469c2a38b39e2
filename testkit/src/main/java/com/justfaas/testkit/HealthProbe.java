package com.justfaas.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Asks a server over HTTP whether it is well.
 *
 * @param certificate file with the only certificates that it may show, for https
 * @param token sent as bearer token
 */
public record HealthProbe(URI uri, @Nullable Path certificate, @Nullable String token) {

    private static final int TIMEOUT_MILLIS = 2_000;

    public static HealthProbe of(String uri) {
        return new HealthProbe(URI.create(uri), null, null);
    }

    public HealthProbe trusting(Path certificates) {
        return new HealthProbe(uri, certificates, token);
    }

    public HealthProbe withToken(String bearer) {
        return new HealthProbe(uri, certificate, bearer);
    }

    /** Whether it answers 200. Everything else, a server that is not there included, is a no. */
    public boolean succeeds() {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) uri.toURL().openConnection(Proxy.NO_PROXY);
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            if (connection instanceof HttpsURLConnection https && certificate != null) {
                https.setSSLSocketFactory(trustOnly(certificate).getSocketFactory());
            }
            if (token != null) {
                connection.setRequestProperty("Authorization", "Bearer " + token);
            }
            int status = connection.getResponseCode();
            connection.disconnect();
            return status == HttpURLConnection.HTTP_OK;
        } catch (IOException notThere) {
            return false;
        }
    }

    private static SSLContext trustOnly(Path certificate) throws IOException {
        try (InputStream pem = Files.newInputStream(certificate)) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            for (Certificate one :
                    CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                trusted.setCertificateEntry("certificate-" + trusted.size(), one);
            }
            TrustManagerFactory trust =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException(certificate + " holds no certificate yet", e);
        }
    }
}
