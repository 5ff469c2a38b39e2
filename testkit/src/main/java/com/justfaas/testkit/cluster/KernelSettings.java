package com.justfaas.testkit.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Settings of the host's kernel that kubelet and the bridge change, kept in a file to restore. */
final class KernelSettings {

    private static final Path KERNEL = Path.of("/proc/sys");

    /** Services work only between pods of one bridge that the firewall sees. */
    private static final String BRIDGE_FILTER = "net/bridge/bridge-nf-call-iptables";

    private static final String FORWARDING = "net/ipv4/ip_forward";

    private static final List<String> CHANGED =
            List.of(
                    "kernel/keys/root_maxbytes",
                    "kernel/keys/root_maxkeys",
                    "kernel/panic",
                    "kernel/panic_on_oops",
                    BRIDGE_FILTER,
                    FORWARDING,
                    "vm/overcommit_memory",
                    "vm/panic_on_oom");

    private final Path file;

    KernelSettings(Path file) {
        this.file = file;
    }

    /** Saves them, and sets what routing between pods needs. */
    void change() {
        if (!Files.exists(KERNEL.resolve(BRIDGE_FILTER))) {
            HostCommand.run("modprobe", "br_netfilter");
        }
        try {
            List<String> lines = new ArrayList<>();
            for (String setting : CHANGED) {
                if (Files.exists(KERNEL.resolve(setting))) {
                    lines.add(setting + " " + Files.readString(KERNEL.resolve(setting)).strip());
                }
            }
            Files.write(file, lines);
            Files.writeString(KERNEL.resolve(FORWARDING), "1");
            Files.writeString(KERNEL.resolve(BRIDGE_FILTER), "1");
        } catch (IOException e) {
            throw new UncheckedIOException("kernel settings cannot be changed: " + e, e);
        }
    }

    /** Sets them back to what was saved, if anything was. */
    void restore() {
        try {
            if (!Files.exists(file)) {
                return;
            }
            for (String line : Files.readAllLines(file)) {
                String[] words = line.split(" ", 2);
                Path setting = KERNEL.resolve(words[0]);
                if (!Files.readString(setting).strip().equals(words[1])) {
                    Files.writeString(setting, words[1]);
                }
            }
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException("kernel settings cannot be restored: " + e, e);
        }
    }
}
