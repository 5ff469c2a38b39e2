package com.justfaas.events.streams;

import static com.justfaas.events.codec.Examples.said;
import static com.justfaas.events.streams.FreshStreams.soon;
import static org.assertj.core.api.Assertions.assertThat;

import com.justfaas.events.FunctionName;
import com.justfaas.events.codec.ManagementEvent.Kind;
import com.justfaas.testkit.junit.NatsExtension;
import io.nats.client.impl.Headers;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FunctionFeedIT {

    @RegisterExtension static final NatsExtension NATS = new NatsExtension();

    private final FreshStreams streams = FreshStreams.on(NATS.server());
    private final FunctionRecords records = new FunctionRecords(streams.link(), Clock.systemUTC());
    private final FeedDiary diary = new FeedDiary();
    private final FunctionFeed feed = new FunctionFeed(streams.link(), diary);

    @AfterEach
    void close() {
        feed.close();
        streams.close();
    }

    @Test
    void tellsOfAnEmptyStreamThatNothingIsMissing() {
        assertThat(feed.isCurrent()).isFalse();
        feed.start();

        diary.awaitEntries("caught up");
        assertThat(feed.isCurrent()).isTrue();
    }

    @Test
    void tellsWhatIsThereInOrderThenWhatComes() {
        long mailer = records.publish(said(Kind.ADDED, "mailer", "1"), 0);
        long checkout = records.publish(said(Kind.ADDED, "checkout", "2"), 0);
        records.publish(said(Kind.MODIFIED, "mailer", "3"), mailer);
        feed.start();
        diary.awaitEntries("ADDED mailer 1", "ADDED checkout 2", "MODIFIED mailer 3", "caught up");

        records.publish(said(Kind.DELETED, "checkout", "4"), checkout);
        diary.awaitEntries(
                "ADDED mailer 1",
                "ADDED checkout 2",
                "MODIFIED mailer 3",
                "caught up",
                "DELETED checkout 4",
                "caught up");
    }

    @Test
    void tellsThatItHasCaughtUpOncePerBurst() {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 1200; i++) {
            records.publish(said(Kind.ADDED, "f" + i, "1"), 0);
            expected.add("ADDED f%d 1".formatted(i));
        }
        expected.add("caught up");
        feed.start();

        diary.awaitEntries(expected.toArray(new String[0]));
    }

    @Test
    void skipsWhatIsNoManagementEvent() {
        streams.publish("com.justfaas.function.added.shop.odd", new Headers(), "not json");
        streams.publish(
                "com.justfaas.function.added.shop.odder",
                new Headers().put("ce-id", "x"),
                "{\"metadata\":{}}");
        records.publish(said(Kind.ADDED, "checkout", "1"), 0);
        streams.publish("com.justfaas.function.modified.shop.odd", new Headers(), "{}");
        feed.start();

        diary.awaitEntries(
                "skipped MALFORMED",
                "skipped MALFORMED",
                "ADDED checkout 1",
                "skipped MALFORMED",
                "caught up");
    }

    @Test
    void skipsARecordThatItsReaderCannotActUponAndGoesOn() {
        records.publish(said(Kind.ADDED, "checkout", "1"), 0);
        records.publish(said(Kind.ADDED, "poison", "1"), 0);
        records.publish(said(Kind.ADDED, "mailer", "1"), 0);
        diary.failOn("poison");
        feed.start();

        diary.awaitEntries("ADDED checkout 1", "skipped FAULT", "ADDED mailer 1", "caught up");
    }

    @Test
    void doesNotWaitForALastMessageThatWasPurged() {
        records.publish(said(Kind.ADDED, "checkout", "1"), 0);
        long last = records.publish(said(Kind.ADDED, "mailer", "1"), 0);
        records.forget(new FunctionName("shop", "mailer"), last);
        feed.start();

        diary.awaitEntries("ADDED checkout 1", "caught up");
    }

    @Test
    void doesNotWaitWhenEverythingWasPurged() {
        long last = records.publish(said(Kind.ADDED, "mailer", "1"), 0);
        records.forget(new FunctionName("shop", "mailer"), last);
        feed.start();
        diary.awaitEntries("caught up");

        records.publish(said(Kind.ADDED, "mailer", "2"), 0);
        diary.awaitLast("caught up");
        assertThat(diary.entries()).contains("ADDED mailer 2");
    }

    @Test
    void tellsTheNewestOnlyWhereARecordWasReplaced() {
        long last = records.publish(said(Kind.ADDED, "checkout", "1"), 0);
        for (int version = 2; version < 20; version++) {
            last = records.publish(said(Kind.MODIFIED, "checkout", "" + version), last);
        }
        feed.start();

        diary.awaitEntries("ADDED checkout 1", "MODIFIED checkout 19", "caught up");
    }

    @Test
    void beginsAgainWhenTheStreamWasMadeAnew() throws Exception {
        records.publish(said(Kind.ADDED, "checkout", "1"), 0);
        records.publish(said(Kind.ADDED, "mailer", "1"), 0);
        feed.start();
        diary.awaitLast("caught up");

        streams.management().deleteStream("faas-functions");
        new StreamSetup(FreshStreams.LIMITS).ensure(streams.link().connection());
        records.publish(said(Kind.ADDED, "another", "1"), 0);
        diary.awaitEntries(
                "ADDED checkout 1",
                "ADDED mailer 1",
                "caught up",
                "reset",
                "ADDED another 1",
                "caught up");
    }

    @Test
    void hasNotCaughtUpBeforeANewStreamWasFilledAgain() throws Exception {
        records.publish(said(Kind.ADDED, "checkout", "1"), 0);
        records.publish(said(Kind.ADDED, "mailer", "1"), 0);
        feed.start();
        diary.awaitLast("caught up");

        streams.management().deleteStream("faas-functions");
        new StreamSetup(FreshStreams.LIMITS).ensure(streams.link().connection());
        diary.awaitLast("reset");
        Thread.sleep(Duration.ofSeconds(1)); // the operator is away
        diary.awaitLast("reset");
        records.publish(said(Kind.ADDED, "checkout", "1"), 0);
        Thread.sleep(Duration.ofSeconds(2)); // and not the quickest
        records.publish(said(Kind.ADDED, "mailer", "1"), 0);
        diary.awaitEntries(
                "ADDED checkout 1",
                "ADDED mailer 1",
                "caught up",
                "reset",
                "ADDED checkout 1",
                "ADDED mailer 1",
                "caught up");
    }

    @Test
    void hasNothingToWaitForWhereNothingWasKnown() throws Exception {
        feed.start();
        diary.awaitEntries("caught up");
        streams.management().deleteStream("faas-functions");
        new StreamSetup(FreshStreams.LIMITS).ensure(streams.link().connection());

        diary.awaitEntries("caught up", "reset", "caught up");
    }

    @Test
    void waitsForAStreamThatIsNotThereYet() throws Exception {
        streams.management().deleteStream("faas-functions");
        feed.start();
        new StreamSetup(FreshStreams.LIMITS).ensure(streams.link().connection());
        records.publish(said(Kind.ADDED, "checkout", "1"), 0);

        soon().until(() -> diary.entries().contains("ADDED checkout 1"));
        diary.awaitLast("caught up");
    }

    @Test
    void tellsNothingAfterItWasClosed() {
        feed.start();
        diary.awaitLast("caught up");
        feed.close();
        feed.close();
        records.publish(said(Kind.ADDED, "checkout", "1"), 0);
        FeedDiary second = new FeedDiary();
        try (FunctionFeed other = new FunctionFeed(streams.link(), second)) {
            other.start();
            second.awaitLast("caught up");
        }

        diary.awaitEntries("caught up");
    }
}
