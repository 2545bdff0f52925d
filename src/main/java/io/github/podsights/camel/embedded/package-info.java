/** The bundle as a guest in another application's CamelContext. */
package io.github.podsights.camel.embedded;
