package com.justfaas.testkit;

import java.nio.file.Path;
import java.util.List;

/** A JVM that has a child, to be killed; prints the child's pid. */
final class ChildStarter {

    private ChildStarter() {}

    public static void main(String[] arguments) throws InterruptedException {
        ChildProcess child =
                ChildProcess.start(
                        ChildCommand.of("sleep", Path.of(arguments[0]), List.of("sleep", "600")));
        System.out.println(child.pid());
        Thread.currentThread().join();
    }
}
