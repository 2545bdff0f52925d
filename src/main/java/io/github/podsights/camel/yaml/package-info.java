/** YAML that is read strictly and remembers where each value stood, so that a finding can say file, line and path. */
package io.github.podsights.camel.yaml;
