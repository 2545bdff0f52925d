package io.github.podsights.camel.metrics;

import io.github.podsights.camel.settlement.Balance;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;

/**
 * The books, for a reader that asks for one figure after the other: as long as it asks for each figure once, all are of the
 * same moment, so that what it reads balances. Asked for a figure again, or later than a second after, it looks anew.
 */
final class BooksReading {

    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(1);

    private record Figure(Account account, Object name) {}

    /** An integration and source. */
    record Account(String integration, String source) {}

    private final Balance balance;
    private final LongSupplier nanoTime;
    private final Set<Account> known = new HashSet<>();
    private final Set<Figure> read = new HashSet<>();
    private Map<Account, Balance.Line> lines = Map.of();
    private long looked;

    BooksReading(Balance balance, LongSupplier nanoTime) {
        this.balance = balance;
        this.nanoTime = nanoTime;
        this.looked = nanoTime.getAsLong() - LONGEST_NANOS;
    }

    /**
     * Takes in an account; until then each of its figures is 0. Called when every one of them can be asked for, and while
     * nobody reads: else a reader would get some of them only.
     */
    synchronized void add(Account account) {
        known.add(account);
        looked = nanoTime.getAsLong() - LONGEST_NANOS;
    }

    /**
     * One figure.
     *
     * @param name tells the figures of an account apart
     */
    synchronized long read(Account account, Object name, ToLongFunction<Balance.Line> figure) {
        if (nanoTime.getAsLong() - looked >= LONGEST_NANOS || !read.add(new Figure(account, name))) {
            look();
            read.add(new Figure(account, name));
        }
        Balance.Line line = lines.get(account);
        return line == null ? 0 : figure.applyAsLong(line);
    }

    private void look() {
        Map<Account, Balance.Line> now = new HashMap<>();
        for (Balance.Line line : balance.lines()) {
            Account account = new Account(line.integration(), line.source());
            if (known.contains(account)) {
                now.put(account, line);
            }
        }
        lines = now;
        read.clear();
        looked = nanoTime.getAsLong();
    }
}
