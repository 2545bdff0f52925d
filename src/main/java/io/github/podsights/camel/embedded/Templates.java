package io.github.podsights.camel.embedded;

import io.github.podsights.camel.route.ShippedResource;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.model.Model;
import org.apache.camel.support.PluginHelper;

/** The route templates that a host may make routes of. */
final class Templates {

    private static final List<String> NAMES = List.of("podsights-source", "podsights-deliver");

    private Templates() {}

    /** Adds them to a context that has none of that name; no route runs by that. */
    static void add(CamelContext host) throws Exception {
        Model model = host.getCamelContextExtension().getContextPlugin(Model.class);
        for (String name : NAMES) {
            if (model.getRouteTemplateDefinition(name) == null) {
                PluginHelper.getRoutesLoader(host).loadRoutes(ShippedResource.of("route-templates", name));
            }
        }
    }
}
