package io.github.podsights.camel.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CollectorOptionsTest {

    private final CollectorOptions options = CollectorOptions.defaults();

    @Test
    void listensOnLoopbackAndChecksRequestsByDefault() {
        assertThat(options.host()).isEqualTo("127.0.0.1");
        assertThat(options.port()).isZero();
        assertThat(options.check()).isTrue();
        assertThat(options.keep()).isEqualTo(10_000);
    }

    @Test
    void countingKeepsAndChecksNothing() {
        assertThat(CollectorOptions.counting().keep()).isZero();
        assertThat(CollectorOptions.counting().check()).isFalse();
    }

    @Test
    void refusesImpossibleValuesByTheirNames() {
        assertThatThrownBy(() -> options.withPort(-1)).hasMessage("port must be from 0 to 65535, but is -1");
        assertThatThrownBy(() -> options.withPort(65_536)).hasMessage("port must be from 0 to 65535, but is 65536");
        assertThatThrownBy(() -> options.withHost(" ")).hasMessage("host must not be blank");
        assertThatThrownBy(() -> options.withEventLoops(0)).hasMessage("event-loops must be from 1 to 64, but is 0");
        assertThatThrownBy(() -> options.withKeep(-1)).hasMessage("keep must be from 0 to 1000000, but is -1");
        assertThatThrownBy(() -> new CollectorOptions(0, "::1", 1, 0, true, "", null))
                .hasMessage("id-field must be the name of a field");
    }
}
