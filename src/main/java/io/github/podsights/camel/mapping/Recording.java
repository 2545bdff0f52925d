package io.github.podsights.camel.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The trace that remembers, and makes an explanation of it. Used by one thread, for one event. */
final class Recording implements Trace {

    private final Blueprint blueprint;
    private final List<MappingExplanation.Call> calls = new ArrayList<>();
    /** The fields of the call, and on top of them those of the element that is being read. */
    private final Deque<List<FieldExplanation>> finished = new ArrayDeque<>();

    private final Deque<RecordedField> begun = new ArrayDeque<>();
    private final Deque<Integer> elements = new ArrayDeque<>();

    private Optional<MappingExplanation.Found> found = Optional.empty();
    private FieldOrigins origins;
    private int call;

    Recording(Blueprint blueprint) {
        this.blueprint = blueprint;
        this.origins = new FieldOrigins(blueprint, Optional.empty());
    }

    MappingExplanation explanation(MappingResult result) {
        endCall();
        String unmapped = result instanceof MappingResult.Unmapped nothing ? nothing.reason() : null;
        return new MappingExplanation(found, unmapped, calls);
    }

    @Override
    public void found(EventMapping event, String name) {
        found = Optional.of(new MappingExplanation.Found(Optional.of(event.key()), name, event.vendorEventName()));
        origins = new FieldOrigins(blueprint, Optional.of(event));
    }

    @Override
    public void unlisted(String name, String vendorEvent) {
        found = Optional.of(new MappingExplanation.Found(Optional.empty(), name, Optional.of(vendorEvent)));
    }

    @Override
    public void call(int number) {
        endCall();
        call = number;
        finished.push(new ArrayList<>());
    }

    private void endCall() {
        if (call > 0) {
            List<FieldExplanation> fields = finished.pop();
            fields.addAll(origins.removed());
            calls.add(new MappingExplanation.Call(call, fields));
            call = 0;
        }
    }

    @Override
    public void begins(FieldMapping mapping) {
        begun.push(new RecordedField(
                mapping, elements.isEmpty() ? origins.of(mapping) : begun.peek().origin()));
    }

    @Override
    public void noValue(Source source, JsonNode value) {
        begun.peek().noValue(source, value);
    }

    @Override
    public void refused(Source source, Reading reading) {
        begun.peek().refused(source, reading);
    }

    @Override
    public void accepted(Source source) {
        begun.peek().accepted(source);
    }

    @Override
    public void leftOutByValueMap(boolean byEntry) {
        begun.peek().leftOutByValueMap(byEntry);
    }

    @Override
    public void ends(Reading reading) {
        FieldExplanation field = begun.pop().explanation(reading);
        finished.peek().add(field);
    }

    @Override
    public void element(int number) {
        elements.push(number);
        finished.push(new ArrayList<>());
    }

    @Override
    public void elementEnds() {
        begun.peek().element(new FieldExplanation.Element(elements.pop(), finished.pop()));
    }
}
