package com.justfaas.playground.demo;

import com.justfaas.playground.box.Addresses;
import com.justfaas.playground.view.Terminal;

/** The commands to go on with, ready to be pasted into another terminal. */
public final class Tour {

    private Tour() {}

    public static String text(Addresses addresses, Terminal terminal) {
        String events = addresses.events().toString();
        Curl stock =
                Curl.post(
                        events,
                        "{\"article\": \"A-7\"}",
                        "X-Event-Type: stock.low",
                        "Content-Type: application/json");
        Curl callback =
                Curl.post(
                        addresses.gateway() + "/proxy-async/shop/hello/?name=Grace",
                        "",
                        "X-Webhook-Url: %s/callbacks/greeting".formatted(addresses.gateway()));
        Curl refused = Curl.post(events, "not an order", "X-Event-Type: order.cancelled");
        return """

        %s
          export KUBECONFIG=%s
          kubectl get functions --namespace shop
          %s
        %s
          %s
          kubectl patch function warehouse --namespace shop --type merge --patch '{"spec":{"image":"playground/echo"}}'
        %s
          %s
          # 127.0.0.1 is allowed here; more with: FAAS_CALLBACK_ALLOW=10.1.0.0/16,hooks.internal make run
        %s
          %s
          curl -s %s/api/dead-letters
        %s
          kubectl patch function mailer --namespace shop --type merge --patch '{"spec":{"image":"local/3000"}}'
        %s
          curl -s %s/readyz; curl -s %s/metrics; less %s
        """
                .formatted(
                        terminal.bold("Go on in another terminal:"),
                        addresses.kubeconfig(),
                        Demo.event(addresses).command(),
                        terminal.bold("A function that is down, and comes back:"),
                        stock.command(),
                        terminal.bold("A call's answer, sent to where you want it:"),
                        callback.command(),
                        terminal.bold("An event that mailer refuses, and its dead letter:"),
                        refused.command(),
                        addresses.management(),
                        terminal.bold("A server of yours, on port 3000, in place of a sample:"),
                        terminal.bold("How it is:"),
                        addresses.management(),
                        addresses.management(),
                        addresses.folder().resolve("faas-events.log"));
    }
}
