package io.github.podsights.camel.karaf;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CamelFeaturesTest {

    @Test
    void repointsCamelsBundlesAloneAndKeepsTheGenuineOne() {
        assertThat(CamelFeatures.repointed("""
                        <repository>mvn:org.apache.camel.karaf/apache-camel/4.14.5/xml/spring-features</repository>
                        <bundle>mvn:org.apache.camel.karaf/camel-api/4.14.5</bundle>
                        <bundle>mvn:org.apache.camel.karaf/camel-core-osgi/4.14.5</bundle>
                        <bundle>mvn:org.apache.camel.karaf/camel-vm/4.14.5</bundle>
                        <bundle>mvn:a.b/c/1</bundle>
                        """)).isEqualToIgnoringWhitespace("""
                        <repository>mvn:org.apache.camel.karaf/apache-camel/4.14.5/xml/spring-features</repository>
                        <bundle>wrap:mvn:org.apache.camel/camel-api/4.14.1$overwrite=full&amp;Bundle-SymbolicName=camel-api\
                        &amp;Bundle-Version=4.14.1&amp;Export-Package=org.apache.camel.*;version=4.14.1\
                        &amp;Import-Package=*;resolution:=optional&amp;DynamicImport-Package=*</bundle>
                        <bundle>mvn:org.apache.camel.karaf/camel-core-osgi/4.14.5</bundle>
                        <bundle>mvn:a.b/c/1</bundle>
                        """);
    }
}
