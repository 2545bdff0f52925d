package io.github.podsights.camel.metrics;

import io.github.podsights.camel.delivery.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Prometheus reads of a page of metrics. */
public final class Scrape {

    private static final Pattern SAMPLE = Pattern.compile("(?m)^(\\w+)(?:\\{(.*)})? (\\S+)$");

    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

    private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (\\w+) (\\w+)$");

    /** One sample. */
    public record Sample(String name, Map<String, String> labels, double value) {}

    private final String text;
    private final List<Sample> samples;

    private Scrape(String text) {
        this.text = text;
        this.samples = SAMPLE.matcher(text)
                .results()
                .map(sample -> new Sample(
                        sample.group(1),
                        labels(Optional.ofNullable(sample.group(2)).orElse("")),
                        Double.parseDouble(sample.group(3).replace("+Inf", "Infinity"))))
                .toList();
    }

    /** Reads a page. */
    public static Scrape of(String text) {
        return new Scrape(text);
    }

    /** All samples whose names begin so. */
    public List<Sample> samples(String prefix) {
        return samples.stream()
                .filter(sample -> sample.name().startsWith(prefix))
                .toList();
    }

    /** The sum of all samples of a name. */
    public long sum(String name) {
        return Math.round(samples.stream()
                .filter(sample -> sample.name().equals(name))
                .mapToDouble(Sample::value)
                .sum());
    }

    /** The sum of all samples of a name with a label. */
    public long sum(String name, String label, String value) {
        return Math.round(samples.stream()
                .filter(sample -> sample.name().equals(name)
                        && value.equals(sample.labels().get(label)))
                .mapToDouble(Sample::value)
                .sum());
    }

    /** How many deliveries ended so. */
    public long of(Outcome outcome) {
        return sum("podsights_outcomes_total", "outcome", outcome.word());
    }

    /** Whether received + resumed = Σ outcomes + parked + released + in_flight. */
    public boolean balances() {
        return sum("podsights_received_total") + sum("podsights_resumed_total")
                == sum("podsights_outcomes_total")
                        + sum("podsights_parked_total")
                        + sum("podsights_released_total")
                        + sum("podsights_in_flight");
    }

    /** The types of the metrics whose names begin so. */
    public Map<String, String> types(String prefix) {
        Map<String, String> types = new TreeMap<>();
        Matcher matcher = TYPE.matcher(text);
        while (matcher.find()) {
            if (matcher.group(1).startsWith(prefix)) {
                types.put(matcher.group(1), matcher.group(2));
            }
        }
        return types;
    }

    @Override
    public String toString() {
        return text;
    }

    private static Map<String, String> labels(String text) {
        Map<String, String> labels = new TreeMap<>();
        LABEL.matcher(text).results().forEach(label -> labels.put(label.group(1), label.group(2)));
        return labels;
    }
}
