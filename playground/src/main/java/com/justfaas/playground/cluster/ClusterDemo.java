package com.justfaas.playground.cluster;

import com.justfaas.playground.demo.Curl;
import com.justfaas.playground.view.Terminal;
import com.justfaas.testkit.KubernetesServer;
import com.justfaas.testkit.cluster.Cluster;
import com.justfaas.testkit.cluster.Installation;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;

/** Shows what runs in a cluster, posts an event, and prints the commands to go on with. */
public final class ClusterDemo {

    private static final int ACCEPTED = 202;

    private final Terminal terminal;
    private final Cluster cluster;
    private final Installation installation;
    private final Curl event;

    public ClusterDemo(Terminal terminal, Cluster cluster, Installation installation) {
        this.terminal = terminal;
        this.cluster = cluster;
        this.installation = installation;
        this.event =
                Curl.post(
                        installation.ingress().toString(),
                        "{\"order\": 1042}",
                        "X-Event-Type: order.created",
                        "Content-Type: application/json");
    }

    /** Whether the event was accepted. */
    public boolean run() {
        show("get", "pods", "--all-namespaces");
        show("get", "functions");
        terminal.line(terminal.bold("$ " + event.command()));
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> response = event.send(client);
            terminal.line("%d %s".formatted(response.statusCode(), response.body()));
            return response.statusCode() == ACCEPTED;
        } catch (IOException e) {
            terminal.line(terminal.bad("no response: " + e));
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void show(String... words) {
        terminal.line(terminal.bold("$ kubectl " + String.join(" ", words)));
        terminal.line(installation.kubectl().run(words));
    }

    /** The commands, ready to be pasted into another terminal. */
    public String tour() {
        return """

        %s
          export KUBECONFIG=%s
          kubectl get pods --all-namespaces --output wide
          kubectl get functions
          kubectl describe function audit
          kubectl logs --namespace faas deployment/faas-events --follow
          %s
        %s
          kubectl run shell --rm --stdin --tty --image=justfaas/busybox:1 -- sh
        %s
          ctr --address %s --namespace k8s.io images import image.tar
        %s
          less %s
        """
                .formatted(
                        terminal.bold("Go on in another terminal, as root:"),
                        cluster.kubernetes().kubeconfig(KubernetesServer.ADMIN),
                        event.command(),
                        terminal.bold("A shell in a pod, with wget and nslookup:"),
                        terminal.bold("An image of yours, for spec.image of a Function:"),
                        cluster.folder().resolve("containerd.sock"),
                        terminal.bold("What the parts of the cluster log:"),
                        cluster.folder().resolve("kubelet.log"));
    }
}
