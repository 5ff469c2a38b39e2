package com.justfaas.playground.samples;

import com.justfaas.playground.call.CallOutcome;
import com.justfaas.playground.call.FunctionRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Greets the {@code name} of the query, with the word of the variable {@code GREETING}. */
final class Hello implements Sample {

    private static final Pattern NAME = Pattern.compile("(?:^|&)name=([^&]*)");

    @Override
    public CallOutcome call(FunctionRequest request, Map<String, String> env) {
        Matcher name = NAME.matcher(request.query());
        String whom =
                name.find() ? URLDecoder.decode(name.group(1), StandardCharsets.UTF_8) : "world";
        return CallOutcome.text(200, env.getOrDefault("GREETING", "Hello") + ", " + whom);
    }
}
