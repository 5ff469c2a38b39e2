package com.justfaas.playground.demo;

import com.justfaas.events.FunctionName;
import com.justfaas.playground.box.Addresses;
import com.justfaas.playground.view.LiveView;
import com.justfaas.playground.view.Terminal;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Sends one event and one call of the gateway, and shows who received what. */
public final class Demo {

    /** Who has to answer; {@code playground/samples} makes them want it. */
    public static final List<FunctionName> RECEIVERS =
            List.of(
                    new FunctionName("shop", "mailer"),
                    new FunctionName("shop", "audit"),
                    new FunctionName("shop", "invoice"),
                    new FunctionName("shop", "hello"));

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Terminal terminal;
    private final LiveView view;
    private final Arrivals arrivals;

    public Demo(Terminal terminal, LiveView view, Arrivals arrivals) {
        this.terminal = terminal;
        this.view = view;
        this.arrivals = arrivals;
    }

    /**
     * Whether everything arrived.
     *
     * @param changed samples that the user has changed, so that they need not receive it
     */
    public boolean run(Addresses addresses, Set<FunctionName> changed) throws InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            send(client, event(addresses));
            send(client, call(addresses));
        } catch (IOException e) {
            terminal.line(terminal.bad("nobody answers: " + e));
            return false;
        }
        view.open();
        List<FunctionName> missing = arrivals.missing(changed, PATIENCE);
        if (!missing.isEmpty()) {
            terminal.line(
                    terminal.bad(
                            "not arrived within %d s: %s; see %s"
                                    .formatted(
                                            PATIENCE.toSeconds(),
                                            missing,
                                            addresses.folder().resolve("faas-events.log"))));
        }
        return missing.isEmpty();
    }

    static Curl event(Addresses addresses) {
        return Curl.post(
                addresses.events().toString(),
                "{\"order\": 1042, \"customer\": \"ada@example.com\"}",
                "X-Event-Type: order.created",
                "Content-Type: application/json");
    }

    static Curl call(Addresses addresses) {
        return Curl.post(addresses.gateway() + "/proxy-async/shop/hello/greet?name=Ada", "");
    }

    private void send(HttpClient client, Curl curl) throws IOException, InterruptedException {
        terminal.line(terminal.bold("$ " + curl.command()));
        HttpResponse<String> answer = curl.send(client);
        terminal.line("%d %s".formatted(answer.statusCode(), answer.body()).stripTrailing());
        terminal.line("");
    }
}
