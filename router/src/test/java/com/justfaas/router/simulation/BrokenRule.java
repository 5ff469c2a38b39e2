package com.justfaas.router.simulation;

import com.justfaas.events.codec.DeadLetterReason;
import com.justfaas.events.codec.DeliveryRecord;
import com.justfaas.router.backlog.ReaderWindow;
import com.justfaas.router.delivery.DeliveryCommand.WithdrawRequest;
import com.justfaas.router.delivery.DeliveryInput;
import com.justfaas.router.delivery.DeliveryState;
import com.justfaas.router.delivery.DeliveryState.InFlight;
import com.justfaas.router.delivery.DeliveryState.Moving;
import com.justfaas.router.delivery.DeliveryState.Replying;
import com.justfaas.router.delivery.DeliveryState.Waiting;
import com.justfaas.router.delivery.Hold;
import com.justfaas.router.delivery.Step;

/** The rules that ship, each time with one of them broken. */
enum BrokenRule implements Rules {
    RELEASES_THE_EVENT_BEFORE_ITS_COPY_IS_STORED {
        @Override
        public Step step(DeliveryState state, DeliveryInput input) {
            Step step = super.step(state, input);
            return state instanceof Waiting waiting && step.state() instanceof Moving
                    ? BrokenProtocol.releasingTooEarly(step, waiting.hold())
                    : step;
        }
    },
    RELEASES_THE_EVENT_BEFORE_THE_GUARD_IS_STORED {
        @Override
        public Step step(DeliveryState state, DeliveryInput input) {
            Step step = super.step(state, input);
            return step.state() instanceof InFlight inFlight
                    ? BrokenProtocol.releasingTooEarly(step, inFlight.hold())
                    : step;
        }
    },
    RELEASES_A_COPY_BEFORE_THE_NEXT_IS_STORED {
        @Override
        public Step step(DeliveryState state, DeliveryInput input) {
            Step step = super.step(state, input);
            return step.state() instanceof Moving moving && moving.hold() instanceof Hold.Copy
                    ? BrokenProtocol.releasingTooEarly(step, moving.hold())
                    : step;
        }
    },
    TAKES_A_COPY_FOR_STORED_WHEN_IT_FAILED {
        @Override
        public Step step(DeliveryState state, DeliveryInput input) {
            return super.step(state, BrokenProtocol.takingCopiesForStored(input));
        }
    },
    BURIES_WITHOUT_STORING {
        @Override
        public Step step(DeliveryState state, DeliveryInput input) {
            return BrokenProtocol.buryingWithoutStoring(super.step(state, input));
        }

        @Override
        public Step beginGivenUp(DeliveryRecord record, Hold hold, DeadLetterReason reason) {
            return BrokenProtocol.buryingWithoutStoring(super.beginGivenUp(record, hold, reason));
        }
    },
    TAKES_A_DEAD_LETTER_FOR_STORED_WHEN_IT_FAILED {
        @Override
        public Step step(DeliveryState state, DeliveryInput input) {
            return super.step(state, BrokenProtocol.takingDeadLettersForStored(input));
        }
    },
    KEEPS_ITS_REQUEST_AFTER_THE_HAND_OVER {
        @Override
        public Step step(DeliveryState state, DeliveryInput input) {
            return BrokenProtocol.without(WithdrawRequest.class, super.step(state, input));
        }
    },
    LETS_THE_GUARD_FALL_DUE_DURING_THE_ATTEMPT {
        @Override
        public Step step(DeliveryState state, DeliveryInput input) {
            return BrokenProtocol.guardDueAtOnce(super.step(state, input));
        }
    },
    KEEPS_THE_GUARD_AFTER_THE_ANSWER {
        @Override
        public Step step(DeliveryState state, DeliveryInput input) {
            return BrokenProtocol.keepingTheGuard(state, super.step(state, input));
        }
    },
    RETRIES_AT_ONCE_WITHOUT_COUNTING {
        @Override
        public Step step(DeliveryState state, DeliveryInput input) {
            return BrokenProtocol.retryingAtOnceUncounted(state, super.step(state, input));
        }
    },
    COUNTS_AN_ATTEMPT_THAT_NEVER_REACHED_THE_FUNCTION {
        @Override
        public Step step(DeliveryState state, DeliveryInput input) {
            return BrokenProtocol.countingWhatNeverWas(state, super.step(state, input));
        }
    },
    COUNTS_NO_ATTEMPT {
        @Override
        public Step step(DeliveryState state, DeliveryInput input) {
            return BrokenProtocol.notCounting(state, super.step(state, input));
        }
    },
    NAMES_COPIES_BY_EVENT_AND_ATTEMPTS_ALONE {
        @Override
        public String copyId(DeliveryRecord record, Hold from, int tier) {
            return "%s/%d".formatted(Pair.of(record), record.attempts());
        }
    },
    RELEASES_BEFORE_THE_REPLY_IS_STORED {
        @Override
        public Step step(DeliveryState state, DeliveryInput input) {
            Step step = super.step(state, input);
            return step.state() instanceof Replying replying
                    ? BrokenProtocol.releasingTooEarly(step, replying.hold())
                    : step;
        }
    },
    TAKES_A_REPLY_FOR_STORED_WHEN_IT_FAILED {
        @Override
        public Step step(DeliveryState state, DeliveryInput input) {
            return super.step(state, BrokenProtocol.takingRepliesForStored(input));
        }
    },
    TAKES_A_REPLY_FOR_SET_ASIDE_WHEN_IT_FAILED {
        @Override
        public Step step(DeliveryState state, DeliveryInput input) {
            return super.step(state, BrokenProtocol.takingRepliesForSetAside(input));
        }
    },
    FORGETS_THE_REPLY {
        @Override
        public Step step(DeliveryState state, DeliveryInput input) {
            return BrokenProtocol.forgettingReplies(super.step(state, input));
        }
    },
    FORGETS_WHAT_IS_LEFT_OF_A_REPLY {
        @Override
        public Step step(DeliveryState state, DeliveryInput input) {
            return state instanceof Replying
                    ? BrokenProtocol.forgettingReplies(super.step(state, input))
                    : super.step(state, input);
        }
    },
    NAMES_A_REPLY_AS_THE_FUNCTION_DOES {
        @Override
        public Step step(DeliveryState state, DeliveryInput input) {
            return BrokenProtocol.keepingTheFunctionsId(super.step(state, input));
        }
    },
    DROPS_AN_ANSWER_THAT_MUST_NOT_GO_ON {
        @Override
        public Step step(DeliveryState state, DeliveryInput input) {
            return BrokenProtocol.droppingRefusals(super.step(state, input));
        }
    },
    FORGETS_WHAT_WAS_LEFT {
        @Override
        public ReaderWindow window() {
            return BrokenWindows.thatForgetsWhatWasLeft();
        }
    },
    TAKES_LEFT_FOR_OVER {
        @Override
        public ReaderWindow window() {
            return BrokenWindows.thatTakesLeftForOver();
        }
    },
    REMOVES_UP_TO_THE_LAST_THAT_IS_OVER {
        @Override
        public ReaderWindow window() {
            return BrokenWindows.thatRemovesUpToTheLastThatIsOver();
        }
    },
    KEEPS_WHAT_IS_OVER_BEHIND_WHAT_WAS_LEFT {
        @Override
        public ReaderWindow window() {
            return BrokenWindows.thatKeepsWhatIsOverBehindWhatWasLeft();
        }
    },
    TRIES_A_REMOVAL_ONCE {
        @Override
        public boolean repeatsRemovals() {
            return false;
        }
    },
    DELIVERS_TO_WHOEVER_HAS_THE_NAME {
        @Override
        public boolean isMeantFor(DeliveryRecord record, Known function) {
            return true;
        }
    },
    DELIVERS_TO_THE_PAUSED {
        @Override
        public boolean heedsPause() {
            return false;
        }
    },
    JUDGES_BY_OLD_NEWS {
        @Override
        public boolean mayJudge(boolean heardEverything) {
            return true;
        }
    },
    JUDGES_WHAT_IS_NOT_DUE {
        @Override
        public boolean judgesOnlyWhatIsDue() {
            return false;
        }
    },
    TAKES_WHAT_WAS_READ_BEFORE_IT_FELL_DUE {
        @Override
        public boolean readsAgainWhenDue() {
            return false;
        }
    },
    ACKNOWLEDGES_AFTER_THE_FIRST_DELIVERY {
        @Override
        public int releasesBeforeAck(int deliveries) {
            return 1;
        }
    };

    @Override
    public Step step(DeliveryState state, DeliveryInput input) {
        return Rules.super.step(state, input);
    }

    @Override
    public Step beginGivenUp(DeliveryRecord record, Hold hold, DeadLetterReason reason) {
        return Rules.super.beginGivenUp(record, hold, reason);
    }
}
