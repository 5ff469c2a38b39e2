package com.justfaas.events.streams;

import com.justfaas.events.Names;
import io.nats.client.Message;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it, after each connect and reconnect and when somebody deletes one, that the streams are
 * there and ours, and tries on until they are: somebody may have wiped the server, or has yet to
 * remove what stands in the way.
 */
public final class StreamKeeper implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StreamKeeper.class);
    private static final Duration AGAIN = Duration.ofSeconds(2);

    private final NatsLink link;
    private final StreamSetup setup;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final ReentrantLock oneAtATime = new ReentrantLock();
    private volatile String problem = "the streams were not looked at yet";
    private volatile boolean ready;
    private volatile boolean closed;

    /** Registers with the link; create it before the link is started. */
    public StreamKeeper(NatsLink link, StreamSetup setup) {
        this.link = link;
        this.setup = setup;
        link.onConnected(this::ensure);
        link.listen(Names.Subjects.STREAMS_DELETED, this::deleted);
        link.listen(Names.Subjects.ROUTER_DELETED, this::deleted);
    }

    private void deleted(Message advisory) {
        LOG.atDebug().log("{}", advisory.getSubject());
        Thread.ofVirtual().name("streams-deleted").start(this::ensure);
    }

    /** Told each time that the streams were looked at and are in order: one may be new. */
    public void onReady(Runnable listener) {
        listeners.add(listener);
    }

    /** Whether the streams were in order when they were last looked at. */
    public boolean isReady() {
        return ready;
    }

    /** One line for people. */
    public String status() {
        return ready ? "the streams are in order" : problem;
    }

    private void ensure() {
        oneAtATime.lock();
        try {
            long epoch = link.epoch();
            while (!closed && epoch == link.epoch() && !attempt()) {
                Thread.sleep(AGAIN);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            oneAtATime.unlock();
        }
    }

    private boolean attempt() {
        try {
            setup.ensure(link.connection());
            ready = true;
            listeners.forEach(Runnable::run);
            return true;
        } catch (StreamException | IllegalStateException e) {
            String said = String.valueOf(e.getMessage());
            if (!said.equals(problem)) {
                problem = said;
                LOG.atError().log("{}", said);
            }
            ready = false;
            return false;
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
