package com.justfaas.router.ingress;

import com.justfaas.events.Names;
import com.justfaas.events.codec.AttributeText;
import com.justfaas.events.codec.StoredEvent;
import com.justfaas.events.streams.PublishResult;
import com.justfaas.router.http.Answer;
import com.justfaas.router.http.Problem;
import com.justfaas.router.http.ProblemType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** What a sender hears of what became of his events. */
final class StoreAnswers {

    private static final int ACCEPTED = 202;
    private static final Duration UNTIL_NATS_IS_BACK = Duration.ofSeconds(2);
    private static final Duration UNTIL_THERE_IS_ROOM = Duration.ofSeconds(10);

    private StoreAnswers() {}

    static Answer single(StoredEvent event, PublishResult result) {
        return switch (result) {
            case PublishResult.Stored stored ->
                    Answer.json(ACCEPTED, receipt(event, stored))
                            .withHeaders(Map.of(Names.Headers.EVENT_ID, headerValue(event)));
            case PublishResult failure -> Answer.of(problem(failure));
        };
    }

    /**
     * All or nothing for the sender, though some may be stored by then: their ids make it harmless
     * to send them again.
     */
    static Answer batch(List<StoredEvent> events, List<PublishResult> results) {
        Optional<Integer> failed =
                first(results, StoreAnswers::isForEver)
                        .or(() -> first(results, r -> !(r instanceof PublishResult.Stored)));
        if (failed.isPresent()) {
            PublishResult failure = results.get(failed.get());
            return Answer.of(batchProblem(failure, failed.get(), events.size()));
        }
        List<Map<String, Object>> receipts = new ArrayList<>(events.size());
        for (int i = 0; i < results.size(); i++) {
            receipts.add(receipt(events.get(i), (PublishResult.Stored) results.get(i)));
        }
        return Answer.json(ACCEPTED, receipts);
    }

    private static Optional<Integer> first(
            List<PublishResult> results, Predicate<PublishResult> which) {
        return IntStream.range(0, results.size())
                .filter(i -> which.test(results.get(i)))
                .boxed()
                .findFirst();
    }

    /** To send it again would be in vain: told before what goes by. */
    private static boolean isForEver(PublishResult result) {
        return switch (result) {
            case PublishResult.TooLarge _, PublishResult.HeadersTooLarge _ -> true;
            case PublishResult.Stored _, PublishResult.Full _, PublishResult.Unavailable _ -> false;
        };
    }

    private static Map<String, Object> receipt(StoredEvent event, PublishResult.Stored stored) {
        Map<String, Object> receipt = new LinkedHashMap<>();
        receipt.put("id", event.event().getId());
        receipt.put("source", event.event().getSource().toString());
        receipt.put("type", event.event().getType());
        if (stored.duplicate()) {
            receipt.put("duplicate", true);
        }
        return receipt;
    }

    /** As the sender gave it where a header can hold that, else percent-encoded. */
    private static String headerValue(StoredEvent event) {
        String id = event.event().getId();
        return id.chars().allMatch(c -> c >= ' ' && c <= '~') ? id : AttributeText.encode(id);
    }

    static Problem problem(PublishResult failure) {
        return switch (failure) {
            case PublishResult.Stored stored ->
                    throw new IllegalArgumentException("no failure: " + stored);
            case PublishResult.Full(String reason) ->
                    Problem.of(
                                    ProblemType.STREAM_FULL,
                                    "nothing was stored, the stream has no room: " + reason)
                            .retryAfter(UNTIL_THERE_IS_ROOM);
            case PublishResult.Unavailable(String reason) ->
                    Problem.of(ProblemType.STREAM_UNAVAILABLE, reason)
                            .retryAfter(UNTIL_NATS_IS_BACK);
            case PublishResult.TooLarge(long size, long most) ->
                    Problem.of(
                                    ProblemType.EVENT_TOO_LARGE,
                                    "attributes and data are %d bytes together; %d is the most"
                                            .formatted(size, most))
                            .with("limit", most);
            case PublishResult.HeadersTooLarge(long size, long most) ->
                    Problem.of(
                                    ProblemType.HEADERS_TOO_LARGE,
                                    "the attributes are %d bytes together; %d is the most"
                                            .formatted(size, most))
                            .with("limit", most);
        };
    }

    private static Problem batchProblem(PublishResult failure, int index, int size) {
        Problem problem = problem(failure);
        return new Problem(
                        problem.type(),
                        problem.title(),
                        problem.status(),
                        "event %d of %d could not be stored, others may be; it is safe to send %s again, since source and id tell repeated events: %s"
                                .formatted(
                                        index,
                                        size,
                                        isForEver(failure) ? "the others" : "the whole batch",
                                        problem.detail()),
                        problem.members(),
                        problem.headers())
                .with("pointer", "/" + index);
    }
}
