/** Looks at route files before they run: can Camel read them, and do they keep the contract of settlement. */
package io.github.podsights.camel.route.check;
