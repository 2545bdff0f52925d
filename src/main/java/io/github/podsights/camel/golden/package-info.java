/** Golden tests: events, and what is to become of them, tried by the pipeline's own route. */
package io.github.podsights.camel.golden;
