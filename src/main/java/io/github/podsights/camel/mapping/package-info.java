/** What of an event is reported, and as what: blueprints, their reading, and the mapper that applies them. */
package io.github.podsights.camel.mapping;
