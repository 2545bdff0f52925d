/** The bundle in Apache Karaf: a component of Declarative Services, configured by one PID of ConfigAdmin. */
package io.github.podsights.camel.karaf;
