package com.justfaas.playground.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.justfaas.events.FunctionName;
import com.justfaas.events.Payload;
import com.justfaas.playground.call.FunctionRequest;
import com.justfaas.playground.call.Headers;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FunctionCallsTest {

    private static final FunctionName HELLO = new FunctionName("shop", "hello");

    private final ObjectMapper json = new ObjectMapper();
    private final FunctionCalls calls = new FunctionCalls();

    @Test
    void carriesEverythingOfTheRequest() throws IOException {
        FunctionRequest request =
                new FunctionRequest(
                        "PUT",
                        "/orders/a%20b/",
                        "tag=a&tag=b&name=Ada%20L&empty=&bare",
                        new Headers(
                                Map.of(
                                        "Host", List.of("gateway:8080"),
                                        "Content-Length", List.of("3"),
                                        "Content-Type", List.of("application/octet-stream"),
                                        "X-Tag", List.of("one", "two"),
                                        "authorization", List.of("Bearer t"),
                                        "Cookie", List.of("a=1; b=x=y"))),
                        Payload.of(new byte[] {0, 127, -1}));

        assertThat(json.readTree(calls.write(HELLO, request)))
                .isEqualTo(
                        json.readTree(
                                """
                                {
                                  "Name": "hello",
                                  "Namespace": "shop",
                                  "Arguments": {"tag": "a,b", "name": "Ada L", "empty": "", "bare": ""},
                                  "Metadata": {
                                    "HTTP_METHOD": "PUT",
                                    "HTTP_PATH": "/orders/a%20b/",
                                    "HTTP_HEADER_authorization": "Bearer t",
                                    "Authorization": "Bearer t",
                                    "HTTP_HEADER_Content-Length": "3",
                                    "HTTP_HEADER_Content-Type": "application/octet-stream",
                                    "HTTP_HEADER_Cookie": "a=1; b=x=y",
                                    "HTTP_HEADER_Host": "gateway:8080",
                                    "HTTP_HEADER_X-Tag": "one,two",
                                    "HTTP_COOKIE_a": "1",
                                    "HTTP_COOKIE_b": "x=y"
                                  },
                                  "Content": [0, 127, 255],
                                  "ContentType": "application/octet-stream"
                                }
                                """));
    }

    @Test
    void bareRequestHasEveryFieldToo() throws IOException {
        FunctionRequest request = new FunctionRequest("GET", "/", "", Headers.NONE, Payload.EMPTY);

        assertThat(json.readTree(calls.write(HELLO, request)))
                .isEqualTo(
                        json.readTree(
                                """
                                {
                                  "Name": "hello",
                                  "Namespace": "shop",
                                  "Arguments": {},
                                  "Metadata": {"HTTP_METHOD": "GET", "HTTP_PATH": "/"},
                                  "Content": [],
                                  "ContentType": null
                                }
                                """));
    }
}
