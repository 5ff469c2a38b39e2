package com.justfaas.testkit.cluster;

import com.justfaas.testkit.Checkout;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The machine: what a cluster needs of it, changes on it, and undoes. */
final class Host implements AutoCloseable {

    private final ClusterFolder folder;
    private final Path kubeProxy;
    private @Nullable ClusterLock lock;
    private boolean changed;

    Host(ClusterFolder folder, Path kubeProxy) {
        this.folder = folder;
        this.kubeProxy = kubeProxy;
    }

    /**
     * The rules live in that script alone.
     *
     * @throws IllegalStateException when something is missing; it says what
     */
    static void check() {
        HostCommand.run(Checkout.root().resolve(".ci/check-cluster").toString());
    }

    /** Undoes what a cluster left that was killed, and changes the host for this one. */
    void take() {
        ClusterLock taken = ClusterLock.acquire();
        lock = taken;
        taken.unfinished().map(ClusterFolder::new).ifPresent(this::removeRemains);
        folder.empty();
        taken.began(folder.path());
        changed = true;
        folder.kernelSettings().change();
        ClusterNetwork.STANDARD.up();
    }

    private void removeRemains(ClusterFolder of) {
        Remains remains = new Remains(of);
        remains.killContainers();
        remains.remove(kubeProxy);
    }

    /** When this fails the next start tries it again. */
    @Override
    public void close() {
        ClusterLock taken = lock;
        if (taken == null) {
            return;
        }
        try (taken) {
            if (changed) {
                removeRemains(folder);
                taken.ended();
            }
        }
    }
}
