package com.justfaas.events.topics;

import com.justfaas.events.EditDistance;
import java.util.List;

/** In how many characters a topic and a type differ, as long as that may be a typo. */
final class Spelling {

    /** Any larger number means that they differ in more than a typo. */
    static final int MOST_SLIPS = 2;

    /** One slip in so many characters of a type; with fewer it is another type. */
    private static final int CHARACTERS_PER_SLIP = 4;

    /** The same of one token, which is shorter. */
    private static final int CHARACTERS_PER_SLIP_IN_TOKEN = 3;

    private static final int TOO_MANY = MOST_SLIPS + 1;

    private Spelling() {}

    /** Slips in the words of the topic; its wildcards match what they match. */
    static int slips(TopicPattern topic, String type) {
        int most = Math.min(MOST_SLIPS, type.length() / CHARACTERS_PER_SLIP);
        int slips =
                topic.isExact()
                        ? EditDistance.between(topic.text(), type, most)
                        : inTokens(topic.tokens(), Tokens.split(type), most);
        return slips > most ? TOO_MANY : slips;
    }

    private static int inTokens(List<String> wanted, List<String> given, int most) {
        boolean open = wanted.getLast().equals(TopicPattern.REST);
        if (open ? given.size() < wanted.size() : given.size() != wanted.size()) {
            return TOO_MANY;
        }
        int slips = 0;
        for (int i = 0; i < wanted.size() && slips <= most; i++) {
            slips += inToken(wanted.get(i), given.get(i), most - slips);
        }
        return slips;
    }

    private static int inToken(String wanted, String given, int most) {
        if (wanted.equals(TopicPattern.ONE) || wanted.equals(TopicPattern.REST)) {
            return 0;
        }
        int mostHere = Math.min(most, wanted.length() / CHARACTERS_PER_SLIP_IN_TOKEN);
        int slips = EditDistance.between(wanted, given, mostHere);
        return slips > mostHere ? TOO_MANY : slips;
    }
}
