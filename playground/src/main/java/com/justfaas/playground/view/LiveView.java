package com.justfaas.playground.view;

import com.justfaas.playground.gateway.Traffic;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Shows traffic as it comes, a line each. What comes before it is opened is shown then. */
public final class LiveView implements Consumer<Traffic> {

    private static final String COLUMNS = "%-12s  %-16s  %-24s  %3s  %-7s  %s";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

    private final Terminal terminal;
    private final ZoneId zone;
    private final List<Traffic> early = new ArrayList<>();
    private boolean open;

    public LiveView(Terminal terminal, ZoneId zone) {
        this.terminal = terminal;
        this.zone = zone;
    }

    public synchronized void open() {
        terminal.line(
                terminal.bold(
                        COLUMNS.formatted("TIME", "FUNCTION", "EVENT", "TRY", "STATUS", "ANSWER")));
        open = true;
        early.forEach(this::show);
        early.clear();
    }

    @Override
    public synchronized void accept(Traffic traffic) {
        if (open) {
            show(traffic);
        } else {
            early.add(traffic);
        }
    }

    private void show(Traffic traffic) {
        Row row = Row.of(traffic);
        String line =
                COLUMNS.formatted(
                        TIME.format(row.time().atZone(zone)),
                        row.function(),
                        row.event(),
                        row.attempt(),
                        row.status(),
                        row.note());
        terminal.line(row.isGood() ? terminal.good(line) : terminal.bad(line));
    }
}
