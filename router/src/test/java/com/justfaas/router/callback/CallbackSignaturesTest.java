package com.justfaas.router.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.justfaas.events.Payload;
import com.justfaas.router.invocation.Invocation.Header;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallbackSignaturesTest {

    private static final String OLD = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String NEW =
            "whsec_AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyAhIiMkJSYnKCkqKywtLi8wMTIzNDU2Nzg5Ojs8PT4/QA==";
    private static final CloudEvent CALLBACK =
            CloudEventBuilder.v1()
                    .withId("7-1/shop/checkout/done")
                    .withSource(URI.create("https://shop.example/"))
                    .withType("t")
                    .build();

    private static CallbackSignatures signatures(Instant now, String... secrets) {
        return new CallbackSignatures(
                List.of(secrets).stream().map(SigningSecret::parse).toList(),
                InstantSource.fixed(now));
    }

    private static HttpHeaders http(List<Header> headers) {
        return HttpHeaders.of(
                headers.stream()
                        .collect(Collectors.toMap(Header::name, header -> List.of(header.value()))),
                (_, _) -> true);
    }

    /** The vector that the specification's own libraries are tested with. */
    @Test
    void signsAsTheSpecificationDoes() {
        assertThat(
                        signatures(Instant.EPOCH, OLD)
                                .headers(
                                        "msg_p5jXN8AQM9LWM0D4loKWxJek",
                                        Instant.ofEpochSecond(1614265330),
                                        Payload.utf8("{\"test\": 2432232314}")))
                .containsExactly(
                        new Header("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek"),
                        new Header("webhook-timestamp", "1614265330"),
                        new Header(
                                "webhook-signature",
                                "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="));
    }

    @Test
    void isVerifiedByTheOfficialLibraryWithEitherSecretOfARotation() throws Exception {
        String body = "{\"order\": \"Größe 42\"}";
        HttpHeaders headers =
                http(signatures(Instant.now(), NEW, OLD).of(CALLBACK, Payload.utf8(body)));

        for (String secret : List.of(OLD, NEW)) {
            Webhook receiver = new Webhook(secret);
            assertThatCode(() -> receiver.verify(body, headers)).doesNotThrowAnyException();
            assertThatThrownBy(() -> receiver.verify(body + " ", headers))
                    .isInstanceOf(WebhookVerificationException.class);
        }
        Webhook stranger = new Webhook("whsec_" + "A".repeat(32));
        assertThatThrownBy(() -> stranger.verify(body, headers))
                .isInstanceOf(WebhookVerificationException.class);
    }

    @Test
    void keepsItsIdOverAttemptsAndSignsTheTimeOfEach() {
        Instant first = Instant.ofEpochSecond(1_800_000_000);
        Map<String, List<String>> one =
                http(signatures(first, OLD).of(CALLBACK, Payload.EMPTY)).map();
        Map<String, List<String>> two =
                http(signatures(first.plusSeconds(1), OLD).of(CALLBACK, Payload.EMPTY)).map();

        assertThat(two.get("webhook-id")).isEqualTo(one.get("webhook-id"));
        assertThat(two.get("webhook-id")).singleElement().asString().matches("cb_[0-9a-f]{32}");
        assertThat(one.get("webhook-timestamp")).containsExactly("1800000000");
        assertThat(two.get("webhook-timestamp")).containsExactly("1800000001");
        assertThat(two.get("webhook-signature")).isNotEqualTo(one.get("webhook-signature"));
    }

    @Test
    void givesEachCallbackAnIdOfItsOwn() {
        CloudEvent other = CloudEventBuilder.v1(CALLBACK).withId("7-1/shop/checkout/dead").build();
        CallbackSignatures signatures = signatures(Instant.EPOCH, OLD);

        assertThat(signatures.of(other, Payload.EMPTY).getFirst())
                .isNotEqualTo(signatures.of(CALLBACK, Payload.EMPTY).getFirst());
    }

    @Test
    void addsNothingWithoutASecret() {
        assertThat(signatures(Instant.EPOCH).of(CALLBACK, Payload.EMPTY)).isEmpty();
    }

    @Test
    void aSecretShowsItselfToNobody() {
        SigningSecret secret = SigningSecret.parse(OLD);

        assertThat(secret).hasToString("***").isEqualTo(SigningSecret.parse(OLD));
        assertThat(new CallbackSettings(List.of(), List.of(secret)).toString())
                .doesNotContain("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    }

    @ParameterizedTest
    @CsvSource({
        "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw, does not begin with whsec_",
        "whsk_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw, does not begin with whsec_",
        "whsec_not/base-64, is not Base64 after whsec_",
        "whsec_c2hvcnQ=, holds 5 bytes; it takes 24 to 64",
        "whsec_, holds 0 bytes; it takes 24 to 64"
    })
    void saysWhatIsWrongWithASecretWithoutShowingIt(String text, String mistake) {
        assertThat(SigningSecret.mistakeIn(text)).contains(mistake);
    }
}
