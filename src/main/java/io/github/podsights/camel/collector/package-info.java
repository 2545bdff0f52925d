/**
 * A stand-in for the vendor's collector: a small HTTP server that records what came in and can be told to misbehave.
 * The demo, the tests and the {@code collector} command use it; nothing of the bundle itself does. It needs
 * {@code vertx-core}, which an embedding application does not get with the jar.
 */
package io.github.podsights.camel.collector;
