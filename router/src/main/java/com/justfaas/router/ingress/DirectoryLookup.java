package com.justfaas.router.ingress;

import com.justfaas.events.FunctionName;
import com.justfaas.router.functions.KnownFunctions;
import com.justfaas.router.functions.NearNames;
import java.util.List;

/** Looks functions up among those that are known. */
final class DirectoryLookup implements FunctionLookup {

    private final KnownFunctions functions;

    DirectoryLookup(KnownFunctions functions) {
        this.functions = functions;
    }

    @Override
    public Presence find(FunctionName name) {
        boolean complete = functions.areCurrent(); // first: what it holds for is read after it
        if (functions.now().find(name).isPresent()) {
            return Presence.KNOWN;
        }
        return complete ? Presence.UNKNOWN : Presence.CANNOT_SAY;
    }

    @Override
    public List<FunctionName> near(FunctionName name) {
        return NearNames.of(functions.now(), name);
    }
}
