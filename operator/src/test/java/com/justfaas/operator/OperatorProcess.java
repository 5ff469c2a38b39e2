package com.justfaas.operator;

import com.justfaas.events.streams.NatsLink;
import com.justfaas.events.streams.NatsSettings;
import com.justfaas.operator.function.UpkeepTimes;
import com.justfaas.operator.workload.WorkloadSettings;
import com.justfaas.testkit.ChildCommand;
import com.justfaas.testkit.ChildProcess;
import io.fabric8.kubernetes.client.Config;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;

/** An operator in a process of its own, to be killed and frozen. */
final class OperatorProcess {

    private OperatorProcess() {}

    static ChildProcess start(Path folder, Path kubeconfig, String natsUrl, String namespace) {
        return ChildProcess.start(
                ChildCommand.of(
                        "operator",
                        folder.resolve("operator.log"),
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "-XX:+UseSerialGC",
                                "-cp",
                                System.getProperty(
                                        "surefire.test.class.path",
                                        System.getProperty("java.class.path")),
                                OperatorProcess.class.getName(),
                                kubeconfig.toString(),
                                natsUrl,
                                namespace)));
    }

    /** Kubeconfig, URL of NATS, and the namespace to watch. */
    public static void main(String[] words) throws InterruptedException {
        NatsLink link = new NatsLink("operator", new NatsSettings(words[1], null));
        link.start();
        Operator operator =
                new Operator(
                        new OperatorSettings(
                                Set.of(words[2]),
                                true,
                                "faas",
                                "process-" + ProcessHandle.current().pid(),
                                LeadershipIT.SHORT,
                                UpkeepTimes.DEFAULT,
                                WorkloadSettings.notManaged()),
                        Config.fromKubeconfig(Path.of(words[0]).toFile()),
                        link,
                        new SimpleMeterRegistry(),
                        Clock.systemUTC());
        Runtime.getRuntime().addShutdownHook(new Thread(operator::close, "stop"));
        operator.start();
        Thread.currentThread().join();
    }
}
