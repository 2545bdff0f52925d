package io.github.podsights.camel.admin;

import io.javalin.config.RoutesConfig;

/**
 * Some routes of the admin port. Whatever they add is behind the {@link Guard}, unless it is one of {@link OpenRoutes#PATHS}:
 * a new route needs no thought about who may use it.
 */
@FunctionalInterface
public interface AdminRoutes {

    /** Adds them. A handler says what is wrong by one of Javalin's {@code HttpResponseException}s; its message is shown. */
    void add(RoutesConfig routes);
}
