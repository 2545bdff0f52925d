/** Integrations: which events go to which pixel, under which consent, and as what. */
package io.github.podsights.camel.integration;
